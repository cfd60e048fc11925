import { UserErasureRequested } from '../../../../contracts/events/user-erasure-requested.ts'
import { defineSubscriber } from '../../../shared/service.ts'

/** Every ended account gets its erasure. */
export const startErasure = defineSubscriber({
  name: 'start-erasure',
  events: [UserErasureRequested],
  table: 'none',
  uses: ['start-erasure'],
})
