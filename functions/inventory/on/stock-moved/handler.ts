import { subscriber } from '../../../shared/subscriber.ts'
import { transact } from '../../../shared/table.ts'
import { getStocks, levelEvent, tellNews } from '../../table.ts'
import { stockMoved } from './subscriber.ts'

const LEVELS_PER_WRITE = 50

/** Tells the level of now, so a repeated or late delivery says nothing wrong: readers go by its version. */
export const handler = subscriber(stockMoved, async (event, deps) => {
  const rows = [...(await getStocks(event.data.items.map((line) => line.sku))).values()]
  for (let n = 0; n < rows.length; n += LEVELS_PER_WRITE) {
    await transact(rows.slice(n, n + LEVELS_PER_WRITE).map((row) => levelEvent(row, deps)))
  }
  await Promise.all(rows.map((row) => tellNews(row, deps)))
})
