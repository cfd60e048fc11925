import { worker } from '../../../shared/worker.ts'
import { deliverStored } from '../../deliver.ts'
import { sendDeferred } from './worker.ts'

export const handler = worker(sendDeferred, ({ notificationId }, deps) => deliverStored(notificationId, deps))
