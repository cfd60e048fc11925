/** A request as it is drawn, before there is a shop: ids are names of a world's things, and the caller a number. */
import fc from 'fast-check'
import { type Call, callsOf } from '../../../test/support/operation-calls.ts'
import { symbolicWorld } from '../../../test/support/world.ts'
import { deref, operationsOf, type PlacedOperation } from '../openapi/read.ts'
import type { Document, Parameter } from '../openapi/types.ts'
import { fromSchema } from './from-schema.ts'
import { hostileText } from './hostile.ts'
import { damaged } from './mutate.ts'

export interface Plan {
  /** `GET /api/orders/{id}` */
  readonly operation: string
  readonly method: string
  /** Encoded, with its query. */
  readonly path: string
  readonly headers: Readonly<Record<string, string>>
  readonly body?: string
  /** One of those whom the operation lets in, or anybody. */
  readonly caller: { readonly from: 'allowed' | 'all'; readonly pick: number }
}

/** Shares of what costs much more than other operations, of which 10 is usual. */
const weights: Readonly<Record<string, number>> = {
  'POST /api/users/register': 2,
  'POST /api/users/login': 2,
  'POST /api/users/password': 2,
  'POST /api/users/password/reset': 2,
  'GET /api/users/export': 1,
  'POST /api/products/import': 2,
  'POST /api/products/search/rebuild': 1,
  'GET /docs': 1,
  'GET /openapi.json': 1,
}

/** So many requests; the same for the same seed and document. */
export function plansOf(document: Document, count: number, seed: number): Plan[] {
  const rows = callsOf(symbolicWorld)
  const arbitraries = operationsOf(document).map((placed) => {
    const name = `${placed.method.toUpperCase()} ${placed.path}`
    return { weight: weights[name] ?? 10, arbitrary: planOf(document, placed, name, rows[name] ?? {}) }
  })
  return fc.sample(fc.oneof(...arbitraries), { numRuns: count, seed })
}

function planOf(document: Document, { path, operation }: PlacedOperation, name: string, row: Call): fc.Arbitrary<Plan> {
  const parameters = operation.parameters.map((parameter) => deref<Parameter>(document, parameter))
  const method = name.split(' ')[0]!
  return fc
    .record({
      params: paramsOf(path, row),
      query: queryOf(document, parameters),
      headers: headersOf(),
      body: operation.requestBody ? bodyOf(document, operation, row) : noBody(),
      caller: fc.record({
        from: fc.constantFrom('allowed', 'allowed', 'allowed', 'all') as fc.Arbitrary<'allowed' | 'all'>,
        pick: fc.nat(1000),
      }),
    })
    .map(({ params, query, headers, body, caller }) => ({
      operation: name,
      method,
      path: path.replace(/\{(\w+)\}/g, (_, param: string) => params[param]!) + (query ? `?${query}` : ''),
      headers: { ...headers, ...(body?.type ? { 'content-type': body.type } : {}) },
      ...(body ? { body: body.text } : {}),
      caller,
    }))
}

/** A real one mostly. */
function paramsOf(path: string, row: Call): fc.Arbitrary<Record<string, string>> {
  const names = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name!)
  const wrong = fc.oneof(
    {
      weight: 2,
      arbitrary: fc.constantFrom('{{orderId}}', '{{paymentId}}', '{{spareId}}', '01J8Z3N6Q40000000000000000', '0'),
    },
    { weight: 2, arbitrary: hostileText().map((text) => encoded(text.slice(0, 300)) || '%20') },
    { weight: 1, arbitrary: fc.constantFrom('%00', '%2f', '..%2f..', '%F0%9F%92%A5', 'a%23b', '%25') },
  )
  return fc.record(
    Object.fromEntries(
      names.map((name) => [
        name,
        fc.oneof({ weight: 3, arbitrary: fc.constant(row.path?.[name] ?? 'x') }, { weight: 1, arbitrary: wrong }),
      ]),
    ),
  )
}

function queryOf(document: Document, parameters: readonly Parameter[]): fc.Arbitrary<string> {
  const known = parameters.filter((parameter) => parameter.in === 'query')
  const pairs = known.map(({ name, schema }) =>
    fc.oneof(
      // The more there are, the more often each is left out: else one of them is always wrong.
      { weight: 2 + 2 * known.length, arbitrary: fc.constant([]) },
      { weight: 4, arbitrary: fromSchema(document, schema, name).map((value) => [pair(name, value)]) },
      { weight: 1, arbitrary: hostileText().map((text) => [pair(name, text.slice(0, 300))]) },
      { weight: 1, arbitrary: hostileText().map((text) => [pair(name, text.slice(0, 200)), pair(name, 'again')]) },
    ),
  )
  const stray = fc.oneof(
    { weight: 12, arbitrary: fc.constant([]) },
    { weight: 1, arbitrary: fc.constantFrom(['unknown=1'], ['='], ['limit'], ['__proto__=1'], ['a[]=1', 'a[]=2']) },
  )
  return fc.tuple(...pairs, stray).map((parts) => fitting(parts.flat()).join('&'))
}

/** A request line of more than some 8 KB is refused by the gateway before anybody reads it. */
const QUERY_LENGTH = 5000

function fitting(pairs: readonly string[]): string[] {
  let length = 0
  return pairs.filter((each) => {
    length += each.length
    return length < QUERY_LENGTH
  })
}

const pair = (name: string, value: unknown) => `${name}=${encoded(String(value))}`
/** Names of a world's things stay readable: their ids need no encoding. */
const encoded = (text: string) => encodeURIComponent(text.toWellFormed()).replace(/%7B%7B([\w.]+)%7D%7D/g, '{{$1}}')

function headersOf(): fc.Arbitrary<Record<string, string>> {
  const latin = [
    '',
    '*',
    '"1"',
    '"999999"',
    'W/"1"',
    '"x"',
    '1',
    '"1", "2"',
    '\u00e9\u00ff',
    'x'.repeat(300),
    '"1-abc"',
    ',,,',
  ]
  const sometimes = (arbitrary: fc.Arbitrary<string>, weight = 5) =>
    fc.oneof({ weight, arbitrary: fc.constant(undefined) }, { weight: 1, arbitrary })
  return fc
    .record({
      'idempotency-key': fc.oneof(
        { weight: 4, arbitrary: fc.constant('{{unique}}') },
        { weight: 2, arbitrary: fc.constant(undefined) },
        { weight: 1, arbitrary: fc.constantFrom('shared', ...latin) },
      ),
      'if-match': sometimes(fc.constantFrom(...latin)),
      'if-none-match': sometimes(fc.constantFrom(...latin)),
      traceparent: sometimes(
        fc.constantFrom('00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01', '00-0-0-00', ...latin),
      ),
      'x-cart-token': sometimes(fc.constantFrom('{{cartToken}}', '{{cartToken}}', ...latin), 3),
      'accept-language': sometimes(fc.constantFrom('zh-CN', '*', 'x;q=9', ...latin)),
      'x-request-id': sometimes(fc.constantFrom(...latin)),
      'x-payment-signature': sometimes(fc.constantFrom('t=1,v1=00', 't=9999999999999,v1=zz', ...latin)),
      'x-carrier-signature': sometimes(fc.constantFrom('t=1,v1=00', ...latin)),
      accept: sometimes(fc.constantFrom('text/html', 'application/xml;q=1', '*/*', '')),
    })
    .map(
      (headers) =>
        Object.fromEntries(Object.entries(headers).filter(([, value]) => value !== undefined)) as Record<
          string,
          string
        >,
    )
}

interface Body {
  readonly text: string
  readonly type: string
}

const noBody = (): fc.Arbitrary<Body | undefined> =>
  fc.oneof(
    { weight: 12, arbitrary: fc.constant(undefined) },
    {
      weight: 1,
      arbitrary: fc.constantFrom('{}', '{"a":1}', 'x', '[]').map((text) => ({ text, type: 'application/json' })),
    },
  )

function bodyOf(
  document: Document,
  operation: PlacedOperation['operation'],
  row: Call,
): fc.Arbitrary<Body | undefined> {
  const contents = Object.entries(operation.requestBody!.content)
  const [type, media] = contents[0]!
  const examples = Object.values(media.examples ?? {}).map(({ value }) => named(value))
  const good = [...examples, ...(row.body === undefined ? [] : [row.body])].map((value) => fc.constant(value))
  const value = fc.oneof(...good, fromSchema(document, media.schema))
  const text = /json$/.test(type)
    ? damaged(value).map((made) => JSON.stringify(made) ?? 'null')
    : fc.oneof(fc.constantFrom(...examples.map(String)), hostileText())
  return fc.oneof(
    { weight: 20, arbitrary: text.map((made) => ({ text: made, type })) },
    {
      weight: 1,
      arbitrary: fc
        .tuple(
          text,
          fc.constantFrom(
            'text/plain',
            '',
            'application/xml',
            'application/json; charset=utf-16',
            'application/ld+json',
            '\u00ff',
          ),
        )
        .map(([made, wrong]) => ({ text: made, type: wrong })),
    },
    { weight: 2, arbitrary: fc.constantFrom(...brokenTexts).map((broken) => ({ text: broken, type })) },
    { weight: 1, arbitrary: fc.constant(undefined) },
  )
}

const brokenTexts = [
  '',
  '{',
  '{"a":1}}',
  '\ufeff{}',
  'null',
  'true',
  '"text"',
  '[]',
  '1e999',
  "{'a':1}",
  '{"a":1,"a":2}',
  '{"\\u0000":1}',
  '{"__proto__":{"role":"admin"}}',
  '['.repeat(20_000),
  `${'['.repeat(5000)}${']'.repeat(5000)}`,
  `${'{"a":'.repeat(3000)}1${'}'.repeat(3000)}`,
  `{"a":"${'x'.repeat(270_000)}"}`,
]

/** An example of the document with its invented things replaced by those of the world. */
function named(value: unknown): unknown {
  const replacements: readonly [RegExp, string][] = [
    [/"addressId":"[^"]*"/g, '"addressId":"{{addressId}}"'],
    [/"orderId":"[^"]*"/g, '"orderId":"{{openOrderId}}"'],
    [/"paymentId":"[^"]*"/g, '"paymentId":"{{paymentId}}"'],
    [/"couponCode":"[^"]*"/g, '"couponCode":"{{couponCode}}"'],
    [/"reference":"[^"]*"/g, '"reference":"{{unique}}"'],
    [/"email":"[^"]*"/g, '"email":"{{unique}}@fuzz.example"'],
    [/"code":"SPRING","type"/g, '"code":"{{unique}}","type"'],
    [/"code":"SPRING"/g, '"code":"{{couponCode}}"'],
    [/"slug":"[^"]*"/g, '"slug":"{{unique}}"'],
    [/"sku":"TENT-2","quantity"/g, '"sku":"{{product.sku}}","quantity"'],
    [/"sku":"[^"{]*","name"/g, '"sku":"{{unique}}","name"'],
  ]
  return JSON.parse(replacements.reduce((text, [pattern, by]) => text.replace(pattern, by), JSON.stringify(value)))
}
