import { subscriber } from '../../../shared/subscriber.ts'
import { planFor } from '../../domain/plan.ts'
import { tellUser } from '../../tell-user.ts'
import { orderMessages } from './subscriber.ts'

export const handler = subscriber(orderMessages, (event, deps) =>
  tellUser(planFor(event.name, event.data), event.eventId, deps),
)
