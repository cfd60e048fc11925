import * as z from 'zod/mini'
import { PostalAddress } from '../../../contracts/address.ts'
import { CouponCode, couponProblems } from '../../../contracts/coupon.ts'
import { OrderPlaced, PaymentWaived } from '../../../contracts/events/index.ts'
import {
  checkStock,
  getAddress,
  holdStock,
  quoteItems,
  readCart,
  releaseHold,
} from '../../../contracts/internal/index.ts'
import { Id, MAX_LINES, Quantity, Sku } from '../../../contracts/quantity.ts'
import { anyUser, defineRoute } from '../../shared/http/route.ts'
import { exactlyOneOf } from '../../shared/http/validation.ts'
import { Order } from '../schemas.ts'

const Item = z
  .strictObject({ sku: z.optional(Sku), productId: z.optional(Id), quantity: Quantity })
  .check(exactlyOneOf('sku', 'productId'))

export const placeOrder = defineRoute({
  name: 'place-order',
  method: 'POST',
  path: '/api/orders',
  summary: 'Order the given items, or the cart',
  access: anyUser,
  ownership: 'caller',
  body: z
    .strictObject({
      addressId: z.optional(Id),
      shippingAddress: z.optional(PostalAddress),
      /** Absent: the lines of the caller's cart. */
      items: z.optional(z.array(Item).check(z.maxLength(MAX_LINES))),
      /** Absent: the coupon of the cart, when the order is made from it. */
      couponCode: z.optional(CouponCode),
      note: z.optional(z.string().check(z.trim(), z.maxLength(1000))),
    })
    .check(exactlyOneOf('addressId', 'shippingAddress')),
  responses: { 201: z.object({ order: Order }) },
  problems: [
    'NOT_FOUND',
    'EMPTY_ORDER',
    'UNAVAILABLE',
    'OUT_OF_STOCK',
    'PURCHASE_LIMIT',
    'PROVIDER_UNAVAILABLE',
    ...couponProblems,
  ],
  headers: { answer: ['Location'] },
  table: 'write',
  idempotency: 'required',
  rateLimit: { by: 'caller' },
  emits: [OrderPlaced, PaymentWaived],
  calls: [quoteItems, checkStock, holdStock, releaseHold, getAddress, readCart],
  uses: ['shop-settings'],
  // Longer than an order waits for its turn at a coupon that everybody uses.
  timeoutSeconds: 20,
})
