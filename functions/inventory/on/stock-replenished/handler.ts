import { subscriber } from '../../../shared/subscriber.ts'
import { enqueue } from '../../../shared/worker.ts'
import { tellSubscribers } from '../../workers/tell-subscribers/worker.ts'
import { stockReplenished } from './subscriber.ts'

export const handler = subscriber(stockReplenished, ({ data: { sku, productId } }) =>
  enqueue(tellSubscribers, { sku, productId }),
)
