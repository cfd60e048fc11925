import { beforeAll, describe, expect, it } from '@jest/globals'
import type { Api } from '../../bin/lib/api.ts'
import { anApi } from '../support/shared-shop.ts'
import {
  aCustomer,
  aKey,
  anAddress,
  aProduct,
  endedExecution,
  PASSWORD,
  pay,
  placeOrder,
  staffOf,
  untilOrder,
} from '../support/shopper.ts'

let api: Api
beforeAll(() => {
  api = anApi()
})

/** What the functions have printed and thrown lately; not what they were asked, which the console shows beside it. */
async function printed(): Promise<string[]> {
  const { items: functions } = await api.call('GET', '/_local/api/functions')
  const invocations = await Promise.all(
    functions.map(({ name }: { name: string }) =>
      api.call('GET', `/_local/api/invocations?function=${encodeURIComponent(name)}`),
    ),
  )
  return invocations
    .flatMap(({ items }) => items as { logs: unknown[]; error?: unknown }[])
    .flatMap(({ logs, error }) => [...logs, ...(error ? [error] : [])])
    .map((line) => JSON.stringify(line))
}

describe('What functions log', () => {
  it('has no e-mail address, password, token, card token or postal address of a purchase, nor of one that goes wrong', async () => {
    const staff = await staffOf(api)
    const email = `Secret.Shopper+${Date.now()}@mail.example`
    const address = { recipient: 'Wilhelmina Privat', line1: '77 Unlisted Crescent', phone: '+1 202 555 0177' }
    const registered = await api.send({
      method: 'POST',
      path: '/api/users/register',
      body: { email, password: PASSWORD, name: address.recipient, phone: address.phone },
    })
    const login = await api.call('POST', '/api/users/login', { email, password: PASSWORD })
    const shopper = api.as(login.accessToken)
    const product = await aProduct(staff, { stock: 3 })
    const body = { shippingAddress: anAddress(address), items: [{ sku: product.sku, quantity: 1 }] }
    const { order } = await shopper.call('POST', '/api/orders', body, aKey())
    await pay(shopper, order.id)
    await untilOrder(shopper, order.id, 'PAID')
    await endedExecution(api, order.id)

    // What goes wrong is what is logged.
    const wrong = await Promise.all([
      api.send({ method: 'POST', path: '/api/users/login', body: { email, password: 'Wrong-Guess-9' } }),
      api.send({ method: 'POST', path: '/api/users/register', body: { email, password: PASSWORD, name: 'Again' } }),
      api.send({ method: 'POST', path: '/api/users/refresh', body: { refreshToken: login.accessToken } }),
      api.as(`${login.accessToken}x`).send({ method: 'GET', path: '/api/users/profile' }),
      shopper.send({
        method: 'POST',
        path: '/api/orders',
        body: { ...body, shippingAddress: { ...address, country: 7 } },
      }),
    ])
    const other = await aCustomer(api)
    const declined = await placeOrder(other.api, [{ sku: product.sku, quantity: 1 }])
    await pay(other.api, declined.id, 'tok_declined')
    await untilOrder(other.api, declined.id, 'PAYMENT_FAILED')
    await api.call('POST', '/api/users/refresh', { refreshToken: login.refreshToken })
    await api.send({ method: 'POST', path: '/api/users/refresh', body: { refreshToken: login.refreshToken } })

    const lines = await printed()

    expect(registered.status).toBe(201)
    expect(wrong.map(({ status }) => status)).toEqual([401, 409, 400, 401, 400])
    expect(lines.some((line) => line.includes('a refresh token was used twice'))).toBe(true)
    const secrets = [
      email,
      email.toLowerCase(),
      other.email,
      PASSWORD,
      'Wrong-Guess-9',
      login.accessToken,
      login.refreshToken,
      'tok_visa',
      'tok_declined',
      address.recipient,
      address.line1,
      address.phone,
    ]
    for (const secret of secrets) expect([secret, lines.filter((line) => line.includes(secret))]).toEqual([secret, []])
  }, 60_000)
})
