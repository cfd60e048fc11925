import { releaseHold } from '../../../../contracts/internal/index.ts'
import { newId } from '../../../shared/ids.ts'
import { internal } from '../../../shared/internal.ts'
import { release, releaseRefused } from '../../holds.ts'

export const handler = internal(releaseHold, async ({ orderId, because }) => {
  const id = newId()
  const deps = { now: new Date(), newId, requestId: id, correlationId: id }
  if (because === 'refused') await releaseRefused(orderId, deps)
  else await release(orderId, 'reconciliation', deps)
  return {}
})
