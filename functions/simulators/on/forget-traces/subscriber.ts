import { UserErased } from '../../../../contracts/events/user-erased.ts'
import { defineSubscriber } from '../../../shared/service.ts'

/** A sent mail is with its recipient; the local cloud only keeps it to look at, and so it forgets it with the person. */
export const forgetTraces = defineSubscriber({
  name: 'forget-traces',
  events: [UserErased],
  table: 'none',
  uses: ['local-console'],
  onlyIn: ['local'],
  timeoutSeconds: 30,
})
