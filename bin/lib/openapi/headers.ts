/** Headers that requests and answers carry. */
import type { Header, Parameter } from './types.ts'

const text = { type: 'string' } as const

const parameter = (name: string, description: string, more: Partial<Parameter> = {}): Parameter => ({
  name,
  in: 'header',
  required: false,
  description,
  schema: text,
  ...more,
})

const idempotencyKey = (required: boolean) =>
  parameter(
    'Idempotency-Key',
    'A value that you use for this one thing only; a UUID does. The same request again with the same key is done once: it gets the first answer, marked `Idempotent-Replayed: true`. Kept for 24 hours.',
    { required, schema: { type: 'string', minLength: 1, maxLength: 255 } },
  )

/** By the name that the document refers to them under. */
export const requestHeaders = {
  'Idempotency-Key': idempotencyKey(false),
  'Idempotency-Key.required': idempotencyKey(true),
  'If-Match': parameter(
    'If-Match',
    'The version that you have read, in quotes, or its ETag: the change is made only if it is still the newest.',
    { schema: { type: 'string', examples: ['"3"'] } },
  ),
  'If-None-Match': parameter(
    'If-None-Match',
    'The ETag of the answer that you have: while it is right you get 304 without a body.',
    {
      schema: { type: 'string', examples: ['"3-K5r9hG6jQe1cY3rWm2b4zA"'] },
    },
  ),
  'Accept-Language': parameter('Accept-Language', 'The languages that you prefer, for names and descriptions.', {
    schema: { type: 'string', examples: ['zh-CN, en;q=0.5'] },
  }),
  'X-Cart-Token': parameter('X-Cart-Token', 'A guest’s cart: what the first write to a cart answered.'),
  'X-Payment-Signature': parameter(
    'X-Payment-Signature',
    'The signature of the provider `simulator`: `t=<seconds>,v1=<HMAC-SHA256 of "<t>.<body>" in hex>`, at most 5 minutes old.',
  ),
  'Stripe-Signature': parameter(
    'Stripe-Signature',
    'The signature of the provider `stripe`, as Stripe makes it; at most 5 minutes old.',
  ),
  'X-Carrier-Signature': parameter(
    'X-Carrier-Signature',
    'The carrier’s signature: `t=<seconds>,v1=<HMAC-SHA256 of "<t>.<body>" in hex>`, at most 5 minutes old.',
    { required: true },
  ),
  traceparent: parameter('traceparent', 'W3C trace context: your trace goes on in the shop, its logs and its events.', {
    schema: { type: 'string', examples: ['00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01'] },
  }),
} satisfies Record<string, Parameter>

const header = (description: string, more: Partial<Header> = {}): Header => ({ description, schema: text, ...more })

/** By the name that the document refers to them under. */
export const answerHeaders = {
  'X-Request-Id': header('Names this request in the shop’s logs: tell it when you ask for help.', { required: true }),
  'Cache-Control': header('Who may keep the answer and for how long.', { required: true }),
  ETag: header('Names this very answer; for `If-None-Match` and, where it can be edited, `If-Match`.'),
  Location: header('The path of what was created.'),
  'Content-Security-Policy': header('What the page may load: nothing.'),
  Vary: header('Request headers that the answer depends on.'),
  'X-Cart-Token': header('A guest’s cart: send it with each further request.'),
  'Idempotent-Replayed': header('`true` when this is the answer of an earlier request with the same key.', {
    schema: { type: 'string', const: 'true' },
  }),
  'Retry-After': header('Seconds to wait before the next try.', { schema: { type: 'integer' } }),
  'WWW-Authenticate': header('How to authenticate.', { required: true }),
} satisfies Record<string, Header>

export type DocumentedHeader = keyof typeof answerHeaders
