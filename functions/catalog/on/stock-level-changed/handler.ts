import { subscriber } from '../../../shared/subscriber.ts'
import { refreshAvailability } from '../../product-changes.ts'
import { markShown, recordStock } from '../../table.ts'
import { stockLevelChanged } from './subscriber.ts'

export const handler = subscriber(stockLevelChanged, async ({ data }, deps) => {
  const known = await recordStock(data)
  // Also for an old or repeated event: an earlier delivery may have ended before the product followed.
  if (!known?.stockStatus || known.shownStatus === known.stockStatus) return
  await refreshAvailability(data.sku, deps)
  await markShown(data.sku, known.stockStatus)
})
