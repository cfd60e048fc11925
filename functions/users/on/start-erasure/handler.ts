import { subscriber } from '../../../shared/subscriber.ts'
import { startExecution } from '../../erasure.ts'
import { startErasure } from './subscriber.ts'

export const handler = subscriber(startErasure, ({ data, correlationId }) => startExecution({ ...data, correlationId }))
