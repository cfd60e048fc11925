import { subscriber } from '../../../shared/subscriber.ts'
import { backInStock } from '../../domain/templates/back-in-stock.ts'
import { productNameOf } from '../../product-name.ts'
import { tellUser } from '../../tell-user.ts'
import { stockSubscriptions } from './subscriber.ts'

export const handler = subscriber(stockSubscriptions, async ({ data, eventId }, deps) => {
  const productName = await productNameOf(data.sku)
  // Taken out of the shop meanwhile: then there is nothing to tell.
  if (productName === undefined) return
  const channels = ['inApp', 'email', 'sms'] as const
  const plan = { userId: data.userId, template: backInStock, data: { productName }, channels }
  await tellUser(plan, eventId, deps)
})
