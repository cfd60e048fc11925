/** A customer who uses everything of the shop and leaves words of their own everywhere. */
import { randomUUID } from 'node:crypto'
import { type Api, until } from '../../bin/lib/api.ts'
import { aKey, aProduct, endedExecution, mailsTo, PASSWORD, type Product, pay, untilOrder } from './shopper.ts'

/** Strings that are nowhere else. */
export function plantedStrings() {
  const mark = randomUUID().slice(0, 8)
  const digits = String(Number.parseInt(mark, 16)).padStart(10, '7').slice(-7)
  return {
    email: `planted-${mark}@mail.example`,
    name: `Name-${mark} Planted`,
    phone: `+1415${digits}`,
    recipient: `Recipient-${mark}`,
    line1: `${mark} First Line`,
    line2: `Second-${mark}`,
    city: `City-${mark}`,
    postalCode: `PC-${mark}`,
    addressPhone: `+1 628 ${digits}`,
    note: `note-${mark}`,
    reviewTitle: `title-${mark}`,
    reviewText: `review-${mark}`,
    cancellationReason: `cancelled-${mark}`,
    returnReason: `returned-${mark}`,
    refundReason: `refunded-${mark}`,
    mailText: `mail-${mark}`,
    smsText: `sms-${mark}`,
    userAgent: `Agent-${mark}`,
  }
}
export type Planted = ReturnType<typeof plantedStrings>

export interface FullCustomer {
  readonly planted: Planted
  readonly id: string
  readonly api: Api
  readonly product: Product
  /** Delivered, returned in part and refunded in part; cancelled by the customer; paid, and not sent yet. */
  readonly orders: { readonly delivered: string; readonly cancelled: string; readonly paid: string }
}

export async function aFullCustomer(anonymous: Api, staff: Api): Promise<FullCustomer> {
  const planted = plantedStrings()
  const guest = anonymous.with({ 'user-agent': planted.userAgent })
  const { email, name, phone, recipient, line1, line2, city, postalCode } = planted
  const person = { email, password: PASSWORD, name, phone }
  const { user } = await guest.call('POST', '/api/users/register', person, aKey())
  await guest.send({ method: 'POST', path: '/api/users/login', body: { email, password: 'Wrong-Guess-9' } })
  await guest.call('POST', '/api/users/password/forgot', { email })
  const { accessToken } = await guest.call('POST', '/api/users/login', { email, password: PASSWORD })
  const api = guest.as(accessToken)
  await api.call('PUT', '/api/users/profile', { marketingConsent: true })
  const channels = { order: { sms: true }, marketing: { email: true, sms: true } }
  await api.call('PUT', '/api/notifications/preferences', { channels })
  const postal = { recipient, line1, line2, city, postalCode, phone: planted.addressPhone, country: 'US', region: 'CA' }
  const { address } = await api.call('POST', '/api/users/addresses', postal, aKey())

  const product = await aProduct(staff, { stock: 20 })
  const order = async (body: object): Promise<string> => {
    const items = [{ sku: product.sku, quantity: 2 }]
    return (await api.call('POST', '/api/orders', { items, ...body }, aKey())).order.id
  }
  const delivered = await order({ addressId: address.id, note: planted.note })
  const cancelled = await order({ shippingAddress: postal })
  const paid = await order({ shippingAddress: postal })
  const reason = planted.cancellationReason
  await api.call('PUT', `/api/orders/${cancelled}/status`, { status: 'CANCELLED', reason })
  for (const id of [delivered, paid]) {
    await pay(api, id)
    await untilOrder(api, id, 'PAID')
    await endedExecution(api, id)
  }
  for (const status of ['SHIPPED', 'DELIVERED']) {
    await staff.call('PUT', `/api/orders/${delivered}/status`, { status, reason: `${reason} by staff` })
  }
  const back = { lines: [{ sku: product.sku, quantity: 1 }], reason: planted.returnReason }
  await staff.call('POST', `/api/orders/${delivered}/returns`, back, aKey())
  const { order: returned } = await until(
    'the return to be paid back',
    () => api.call('GET', `/api/orders/${delivered}`),
    (answer) => answer.order.status === 'PARTIALLY_REFUNDED',
  )
  const refund = { paymentId: returned.payment.id, amount: { amount: 100, currency: 'USD' } }
  await staff.call('POST', '/api/payments/refund', { ...refund, reason: planted.refundReason }, aKey())

  const review = { rating: 4, title: planted.reviewTitle, text: planted.reviewText }
  await api.call('POST', `/api/products/${product.id}/reviews`, review, aKey())
  await api.call('POST', '/api/cart/items', { sku: product.sku, quantity: 1 })
  const soldOut = await aProduct(staff, { stock: 0 })
  await api.call('POST', `/api/inventory/${soldOut.id}/subscriptions`, {}, aKey())
  const data = { title: 'News', text: planted.mailText }
  await staff.call('POST', '/api/notifications/email', { userId: user.id, template: 'announcement', data }, aKey())
  await staff.call('POST', '/api/notifications/sms', { userId: user.id, text: planted.smsText }, aKey())
  await until(
    'the mail and the text message to come',
    async () => [...(await mailsTo(anonymous, email)), ...(await mailsTo(anonymous, phone))],
    (letters) =>
      [planted.mailText, planted.smsText, 'code'].every((part) => letters.some((one) => one.text.includes(part))),
  )
  return { planted, id: user.id, api, product, orders: { delivered, cancelled, paid } }
}
