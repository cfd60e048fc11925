import { subscriber } from '../../../shared/subscriber.ts'
import { transact } from '../../../shared/table.ts'
import { getStocks, levelEvent } from '../../table.ts'
import { stockMoved } from './subscriber.ts'

const LEVELS_PER_WRITE = 50

export const handler = subscriber(stockMoved, async (event, deps) => {
  const rows = await getStocks(event.data.items.map((line) => line.sku))
  const levels = [...rows.values()].map((row) => levelEvent(row, deps))
  while (levels.length > LEVELS_PER_WRITE) await transact(levels.splice(0, LEVELS_PER_WRITE))
  // Last: a crash before it repeats levels, which their version makes harmless.
  await transact([deps.handledOnce, ...levels])
})
