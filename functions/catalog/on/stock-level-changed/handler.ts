import { subscriber } from '../../../shared/subscriber.ts'
import { refreshAvailability } from '../../product-changes.ts'
import { recordStock } from '../../table.ts'
import { stockLevelChanged } from './subscriber.ts'

export const handler = subscriber(stockLevelChanged, async ({ data }) => {
  await recordStock(data)
  // Also for an old or repeated event: an earlier delivery may have ended between the two.
  await refreshAvailability(data.sku)
})
