/** Values that a schema of the API document takes, with a liking for the edges of what it takes. */
import fc from 'fast-check'
import { deref } from '../openapi/read.ts'
import type { Document, JsonSchema } from '../openapi/types.ts'
import { hostileText } from './hostile.ts'

/** Real things by the names of fields; `{{…}}` is filled in when there is a world. */
const byName: Readonly<Record<string, readonly unknown[]>> = {
  sku: ['{{product.sku}}', '{{orderedSku}}', '{{product.id}}', 'NO-SUCH-SKU'],
  orderId: ['{{orderId}}', '{{openOrderId}}'],
  paymentId: ['{{paymentId}}'],
  addressId: ['{{addressId}}'],
  productId: ['{{product.id}}', '{{product.sku}}'],
  couponCode: ['{{couponCode}}'],
  code: ['{{couponCode}}', '{{unique}}', '1234567890123456'],
  userId: ['{{ownerId}}'],
  currency: ['USD', 'EUR', 'JPY'],
  country: ['US', 'DE', 'CN'],
  token: ['tok_visa', 'tok_declined', 'tok_none'],
  reference: ['{{unique}}', 'fuzz'],
  category: ['tests', 'tents'],
  email: ['{{unique}}@fuzz.example'],
  to: ['{{unique}}@fuzz.example', '+1 202 555 0143'],
  phone: ['+1 202 555 0143'],
  password: ['Correct-Horse-9-Battery'],
  locale: ['en', 'zh-CN'],
  timeZone: ['UTC', 'Europe/Berlin'],
  cursor: ['{{cursor}}'],
  quantity: [1, 1, 2, 0],
  slug: ['{{unique}}'],
  columns: ['sku:sku', 'sku:code,name:title'],
  only: ['kind:product'],
  delimiter: ['comma'],
  q: ['test', 'tent', '帐篷'],
  limit: [1, 20, 100],
}

export function fromSchema(document: Document, schema: JsonSchema, name = '', depth = 0): fc.Arbitrary<unknown> {
  const { enum: options, const: constant, anyOf, oneOf, allOf, ...plain } = deref<JsonSchema>(document, schema)
  if (constant !== undefined) return fc.constant(constant)
  if (options) return fc.constantFrom(...(options as unknown[]))
  const choices = (anyOf ?? oneOf) as JsonSchema[] | undefined
  if (choices) return fc.oneof(...choices.map((choice) => fromSchema(document, merged(plain, choice), name, depth)))
  if (allOf)
    return fromSchema(
      document,
      (allOf as JsonSchema[]).map((part) => deref(document, part)).reduce(merged, plain),
      name,
      depth,
    )
  const known = byName[name]
  const type = [plain.type].flat()[0]
  const made = ofType(document, type, plain, name, depth)
  return known && type !== 'object' && type !== 'array'
    ? fc.oneof({ weight: 3, arbitrary: fc.constantFrom(...known) }, { weight: 1, arbitrary: made })
    : made
}

function ofType(
  document: Document,
  type: string | undefined,
  schema: JsonSchema,
  name: string,
  depth: number,
): fc.Arbitrary<unknown> {
  if (type === 'object') return objectOf(document, schema, depth)
  if (type === 'array') {
    const items = (schema.items ?? {}) as JsonSchema
    return fc.array(fromSchema(document, items, name, depth + 1), {
      minLength: Number(schema.minItems ?? 0),
      maxLength: 3,
    })
  }
  if (type === 'integer' || type === 'number') return numberOf(schema)
  if (type === 'boolean') return fc.boolean()
  if (type === 'null') return fc.constant(null)
  return type === 'string' ? textOf(schema) : fc.constant({})
}

function objectOf(document: Document, { properties = {}, required = [] }: JsonSchema, depth: number) {
  const fields = Object.fromEntries(
    Object.entries(properties).map(([name, schema]) => [name, fromSchema(document, schema, name, depth + 1)]),
  )
  return fc.record(fields, { requiredKeys: [...required] as never[], noNullPrototype: true })
}

function numberOf({ minimum = 0, maximum = 1000 }: JsonSchema) {
  const [least, most] = [Number(minimum), Number(maximum)]
  return fc.constantFrom(least, least, least + 1, Math.min(3, most), most, least - 1, most + 1)
}

/** Of an allowed length or just beside; a text that does not fit its pattern is a request like any other. */
function textOf({ format, minLength = 0, maxLength = 40 }: JsonSchema): fc.Arbitrary<string> {
  if (format === 'date-time')
    return fc.constantFrom('2030-01-01T00:00:00Z', '2020-01-01T00:00:00.000Z', '2026-02-30T00:00:00Z')
  if (format === 'date') return fc.constantFrom('2026-12-31', '2020-01-01', '2026-02-30')
  const [least, most] = [Number(minLength), Math.min(Number(maxLength), 6000)]
  return fc.oneof(
    { weight: 4, arbitrary: fc.constantFrom('A plain text', 'plain', 'PLAIN-1', '普通') },
    { weight: 2, arbitrary: fc.constantFrom(least, most, most + 1).map((length) => 'x'.repeat(length)) },
    { weight: 1, arbitrary: hostileText() },
  )
}

const merged = (one: JsonSchema, other: JsonSchema): JsonSchema => ({
  ...one,
  ...other,
  ...(one.properties || other.properties ? { properties: { ...one.properties, ...other.properties } } : {}),
  ...(one.required || other.required ? { required: [...(one.required ?? []), ...(other.required ?? [])] } : {}),
})
