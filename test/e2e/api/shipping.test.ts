import { beforeAll, describe, expect, it } from '@jest/globals'
import { type Api, type ApiAnswer, until } from '../../../bin/lib/api.ts'
import { localSecret } from '../../../bin/lib/local-secret.ts'
import { sign } from '../../../functions/shared/webhook-signature.ts'
import { anApi, sharedShop } from '../../support/shared-shop.ts'
import { aCustomer, aProduct, pay, placeOrder, staffOf, untilOrder } from '../../support/shopper.ts'

let api: Api
let secret: string

beforeAll(async () => {
  api = anApi()
  secret = await localSecret(sharedShop().endpoint, 'carrier')
})

const outcome = ({ status, body }: ApiAnswer) => [status, body.code]
const now = () => Math.floor(Date.now() / 1000)
const report = (text: string, signature = sign(secret, now(), text)) =>
  api.send({
    method: 'POST',
    path: '/api/shipping/callback',
    text,
    headers: { 'content-type': 'application/json', 'x-carrier-signature': signature },
  })

describe('POST /api/shipping/callback', () => {
  it('moves the order on as the carrier reports, and never back', async () => {
    const customer = (await aCustomer(api)).api
    const product = await aProduct(await staffOf(api))
    const { id } = await placeOrder(customer, [{ sku: product.sku, quantity: 1 }])
    await pay(customer, id)
    const { order } = await until(
      'the shipment to be booked',
      () => customer.get('/api/orders/{id}', { params: { path: { id } } }),
      (answer) => answer.order.status === 'PAID' && answer.order.shipment !== undefined,
    )
    const tells = (what: string) => {
      const shipment = { reference: order.shipment!.id, carrier: 'Test Freight', trackingNumber: 'TF-1' }
      return report(JSON.stringify({ id: `${what}-${id}`, type: `shipment.${what}`, shipment }))
    }

    expect((await tells('dispatched')).body).toEqual({ received: true })
    await untilOrder(customer, id, 'SHIPPED')
    expect((await tells('delivered')).status).toBe(200)
    const delivered = await untilOrder(customer, id, 'DELIVERED')
    expect((await tells('dispatched')).status).toBe(200)

    expect(delivered.shipment).toMatchObject({ carrier: 'Test Freight', trackingNumber: 'TF-1' })
    expect((await untilOrder(customer, id, 'DELIVERED')).history).toEqual(delivered.history)
  })

  it('refuses a report that the carrier did not sign, or not lately, and one that it cannot read', async () => {
    const text = JSON.stringify({ id: 'r', type: 'shipment.dispatched', shipment: { reference: 'shp_nobody' } })
    expect(outcome(await report(text, sign('guessed', now(), text)))).toEqual([401, 'INVALID_SIGNATURE'])
    expect(outcome(await report(text, sign(secret, now() - 600, text)))).toEqual([401, 'INVALID_SIGNATURE'])
    expect(outcome(await report('{"id":1}'))).toEqual([400, 'MALFORMED_REQUEST'])
    expect(outcome(await report(text))).toEqual([404, 'NOT_FOUND'])
  })
})
