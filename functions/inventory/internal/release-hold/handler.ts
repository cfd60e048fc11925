import { releaseHold } from '../../../../contracts/internal/index.ts'
import { newId } from '../../../shared/ids.ts'
import { internal } from '../../../shared/internal.ts'
import { release } from '../../holds.ts'

export const handler = internal(releaseHold, async ({ orderId }) => {
  const id = newId()
  await release(orderId, 'reconciliation', { now: new Date(), newId, requestId: id, correlationId: id })
  return {}
})
