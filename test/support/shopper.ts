/** What end-to-end tests do again and again, over HTTP as any client would. */
import { randomUUID } from 'node:crypto'
import { type Api, until } from '../../bin/lib/api.ts'
import type { AddressInput } from '../../client/index.ts'

export interface Customer {
  readonly api: Api
  readonly email: string
  readonly password: string
  readonly id: string
}

export const PASSWORD = 'Tradewind-Local-1'

export const anAddress = (changes: Partial<AddressInput> = {}): AddressInput => ({
  recipient: 'Ada Shopper',
  phone: '+1 202 555 0100',
  line1: '1 Test Street',
  city: 'Springfield',
  region: 'IL',
  postalCode: '62701',
  country: 'US',
  ...changes,
})

const anIdempotencyKey = () => ({ 'Idempotency-Key': randomUUID() })
/** For raw requests. */
export const aKey = (): Record<string, string> => ({ 'idempotency-key': randomUUID() })

export async function aCustomer(api: Api, more: { phone?: string; locale?: string } = {}): Promise<Customer> {
  const email = `shopper-${randomUUID()}@test.example`
  const { user } = await api.post('/api/users/register', {
    body: { email, password: PASSWORD, name: 'Ada Shopper', ...more },
  })
  return { email, password: PASSWORD, id: user.id, api: await loggedIn(api, email) }
}

export async function loggedIn(api: Api, email: string, password = PASSWORD): Promise<Api> {
  const { accessToken } = await api.post('/api/users/login', { body: { email, password } })
  return api.as(accessToken)
}

export const staffOf = (api: Api): Promise<Api> => loggedIn(api, 'staff@tradewind.example')

export interface Product {
  readonly id: string
  readonly sku: string
}

/** A new product with this stock on hand. */
export async function aProduct(
  staff: Api,
  { stock = 10, price = 1999 }: { stock?: number; price?: number } = {},
): Promise<Product> {
  const sku = `T-${randomUUID().slice(0, 13).toUpperCase()}`
  const { product } = await staff.post('/api/products', {
    body: {
      sku,
      name: `Test product ${sku}`,
      description: 'Made by a test',
      price: { amount: price, currency: 'USD' },
      category: 'tests',
      images: [],
      attributes: {},
    },
  })
  await staff.put('/api/inventory/{productId}', {
    params: { path: { productId: product.id } },
    body: { onHand: stock, reason: 'test' },
  })
  return { id: product.id, sku }
}

export const stockOf = async (api: Api, { id }: { id: string }) =>
  (await api.get('/api/inventory/{productId}', { params: { path: { productId: id } } })).stock

export const orderBody = (items: readonly { sku: string; quantity: number }[]) => ({
  shippingAddress: anAddress(),
  items: [...items],
})

export async function placeOrder(customer: Api, items: readonly { sku: string; quantity: number }[]) {
  return (await customer.post('/api/orders', { params: { header: anIdempotencyKey() }, body: orderBody(items) })).order
}

export async function pay(customer: Api, orderId: string, token = 'tok_visa') {
  const body = { orderId, method: { type: 'card' as const, token } }
  return (await customer.post('/api/payments', { params: { header: anIdempotencyKey() }, body })).payment
}

/** Waits until the order has one of these statuses. */
export async function untilOrder(customer: Api, orderId: string, ...statuses: string[]) {
  const { order } = await until(
    `order ${orderId} to be ${statuses.join(' or ')}`,
    () => customer.get('/api/orders/{id}', { params: { path: { id: orderId } } }),
    (answer) => statuses.includes(answer.order.status),
  )
  return order
}

export const closedStatuses = ['CANCELLED', 'PAYMENT_FAILED', 'REFUNDED'] as const

/** Mails and text messages to an address, newest first. */
export const mailsTo = async (api: Api, to: string): Promise<{ channel: string; subject: string; text: string }[]> =>
  (await api.call('GET', `/_local/api/mailbox?to=${encodeURIComponent(to)}`)).items

export const executionOf = async (api: Api, orderId: string) => api.call('GET', `/_local/api/executions/${orderId}`)

/** The execution of an order once it has ended. */
export const endedExecution = (api: Api, orderId: string) =>
  until(
    `the execution of order ${orderId} to end`,
    () => executionOf(api, orderId),
    ({ status }) => status !== 'RUNNING',
  )
