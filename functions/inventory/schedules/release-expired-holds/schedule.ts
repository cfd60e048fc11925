import { StockReleased, StockRestored } from '../../../../contracts/events/index.ts'
import { defineSchedule } from '../../../shared/service.ts'

/** Frees the stock of checkouts and deductions that died before they could. */
export const releaseExpiredHolds = defineSchedule({
  name: 'release-expired-holds',
  everyMinutes: 1,
  table: 'write',
  emits: [StockReleased, StockRestored],
  timeoutSeconds: 50,
})
