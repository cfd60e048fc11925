import type { Service } from '../shared/service.ts'
import { getRebuild } from './get-rebuild/route.ts'
import { productChanged } from './on/product-changed/subscriber.ts'
import { rebuildSearch } from './rebuild-search/route.ts'
import { restartLostBuilds } from './schedules/restart-lost-builds/schedule.ts'
import { searchProducts } from './search-products/route.ts'
import { buildIndex } from './workers/build-index/worker.ts'
import { rebuildPages } from './workers/rebuild-pages/worker.ts'

export const search: Service = {
  name: 'search',
  description: 'Finds products by words: a copy of what the catalog lists, and the index of it',
  table: { indexes: [] },
  // One index file: the replaced ones only help to look back.
  bucket: { keepReplacedDays: 3 },
  routes: [searchProducts, rebuildSearch, getRebuild],
  subscribers: [productChanged],
  workers: [buildIndex, rebuildPages],
  schedules: [restartLostBuilds],
}
