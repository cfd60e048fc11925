/** The services that orders asks, played by answers that a test sets. */
import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda'
import { mockClient } from 'aws-sdk-client-mock'
import { anAddress, usd } from './builders.ts'

type Answer = (input: never) => object | Promise<object>

const functions = {
  CATALOG_QUOTE_ITEMS: 'quote-items',
  INVENTORY_CHECK_STOCK: 'check-stock',
  INVENTORY_HOLD_STOCK: 'hold-stock',
  INVENTORY_RELEASE_HOLD: 'release-hold',
  USERS_GET_ADDRESS: 'get-address',
  CARTS_READ_CART: 'read-cart',
}

/** `MAX2-MUG` is limited to two for each customer. */
const limitOf = (sku: string) => {
  const most = /^MAX(\d+)-/.exec(sku)?.[1]
  return most === undefined ? {} : { maxPerCustomer: Number(most) }
}

/** Everything is available for 19.99, the address exists, the cart is empty. Product ids are `prd-<sku>`. */
const defaults: Record<string, Answer> = {
  'quote-items': ({ references }: { references: string[] }) => ({
    lines: references.map((reference) => {
      const sku = reference.replace(/^prd-/, '')
      if (sku.startsWith('NO')) return { reference, status: 'unknown' }
      const item = {
        sku,
        productId: `prd-${sku}`,
        name: `The ${sku}`,
        unitPrice: usd(1999),
        available: null,
        ...limitOf(sku),
      }
      return { reference, status: 'active', item }
    }),
  }),
  'check-stock': ({ items }: { items: { sku: string; quantity: number }[] }) => ({
    shortages: items
      .filter(({ sku, quantity }) => quantity > 100 || sku.startsWith('prd-'))
      .map(({ sku, quantity }) => ({ sku, requested: quantity, available: sku.startsWith('prd-') ? 0 : 100 })),
  }),
  'get-address': () => ({ address: anAddress() }),
  'read-cart': () => ({ cart: null }),
}

export function playOtherServices() {
  for (const [name, value] of Object.entries(functions)) process.env[`FUNCTION_${name}`] = value
  Object.assign(process.env, { SHOP_TIME_ZONE: 'UTC', SHOP_CURRENCY: 'USD' })
  const lambda = mockClient(LambdaClient)
  const answers: Record<string, Answer> = { ...defaults }
  // Holds what the stock says it has.
  const held = new Map<string, string>()
  const stockAnswers = {
    'hold-stock': (input: { requestId: string; orderId: string }) => {
      const orderId = held.get(input.requestId) ?? input.orderId
      held.set(input.requestId, orderId)
      return { orderId, ...answers['check-stock']!(input as never) }
    },
    'release-hold': () => ({}),
  }
  const reset = () => {
    Object.assign(answers, defaults, stockAnswers)
    lambda.reset()
    lambda.on(InvokeCommand).callsFake(async (request: { FunctionName: string; Payload: Uint8Array }) => {
      const input = JSON.parse(Buffer.from(request.Payload).toString()) as never
      return { Payload: Buffer.from(JSON.stringify(await answers[request.FunctionName]!(input))) }
    })
  }
  reset()
  return { answers, reset, restore: () => lambda.restore() }
}
