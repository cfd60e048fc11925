import { subscriber } from '../../../shared/subscriber.ts'
import { deliverStored } from '../../deliver.ts'
import { requestedMessages } from './subscriber.ts'

export const handler = subscriber(requestedMessages, ({ data }, deps) => deliverStored(data.notificationId, deps))
