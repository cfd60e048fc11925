import { subscriber } from '../../../shared/subscriber.ts'
import { transact } from '../../../shared/table.ts'
import { AlertIsNewer, putAlert } from '../../table.ts'
import { stockLevelChanged } from './subscriber.ts'

export const handler = subscriber(stockLevelChanged, async ({ data: { sku, status, version } }) => {
  try {
    await transact([putAlert({ sku, status, version })])
  } catch (error) {
    if (!(error instanceof AlertIsNewer)) throw error
  }
})
