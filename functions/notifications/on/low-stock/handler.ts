import { env } from '../../../shared/env.ts'
import { subscriber } from '../../../shared/subscriber.ts'
import { deliver } from '../../deliver.ts'
import { lowStock as template } from '../../domain/templates/low-stock.ts'
import { productNameOf } from '../../product-name.ts'
import { lowStock } from './subscriber.ts'

export const handler = subscriber(lowStock, async ({ data, occurredAt }, deps) => {
  const { alertId, sku, available, lowStockThreshold } = data
  const productName = (await productNameOf(sku)) ?? sku
  const [to, locale] = [env.setting('STAFF_EMAIL'), env.setting('STAFF_LOCALE')]
  const delivery = {
    notificationId: `${alertId}-email`,
    channel: 'email',
    template: template.name,
    data: { productName, sku, available, lowStockThreshold },
    // Named in it for the case that it has to wait.
    to,
    locale,
    createdAt: occurredAt,
  } as const
  await deliver(delivery, { email: to, locale }, deps)
})
