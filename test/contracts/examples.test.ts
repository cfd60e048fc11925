import { describe, expect, it } from '@jest/globals'
import { type Exchange, exchangesOf } from '../../bin/lib/openapi/examples.ts'
import { operationsOf } from '../../bin/lib/openapi/read.ts'
import { Conformance, committedDocument } from '../support/conformance.ts'

const document = committedDocument()
const conformance = new Conformance(document)
const operations = operationsOf(document)

/** The calls that any shop is asked for first: each page shows its request and answer as run. */
const coreCalls = [
  'POST /api/users/register',
  'POST /api/users/login',
  'GET /api/users/profile',
  'PUT /api/users/profile',
  'GET /api/users/addresses',
  'POST /api/users/addresses',
  'GET /api/products',
  'GET /api/products/{id}',
  'GET /api/products/categories',
  'GET /api/products/search',
  'POST /api/orders',
  'GET /api/orders',
  'GET /api/orders/{id}',
  'PUT /api/orders/{id}/status',
  'GET /api/inventory/{productId}',
  'POST /api/inventory/deduct',
  'POST /api/inventory/restore',
  'POST /api/payments',
  'GET /api/payments/{id}',
  'POST /api/payments/callback',
  'POST /api/payments/refund',
  'POST /api/notifications/email',
  'POST /api/notifications/sms',
  'GET /api/notifications',
]

const recorded = operations.flatMap(({ operation }) =>
  exchangesOf(operation.operationId).map(
    (exchange) => [`${operation.operationId}: ${exchange.title}`, exchange] as const,
  ),
)

const answerOf = ({ answer }: Exchange) => ({
  status: answer.status,
  headers: new Headers(Object.entries(answer.headers).map(([name, value]) => [name, value.replaceAll('…', '')])),
  body: answer.body ?? '',
})

describe('The recorded examples', () => {
  it.each(recorded)('%s agrees with the document', (_, exchange) => {
    expect(conformance.violations(exchange.request, answerOf(exchange))).toEqual([])
    const placed = conformance.operationOf(exchange.request)!
    const body = placed.operation.requestBody?.content['application/json']
    if (exchange.answer.status < 300 && body && exchange.request.body !== undefined)
      expect(conformance.errorsOf(body.schema, exchange.request.body)).toEqual([])
  })

  it.each(coreCalls)('show %s with a success', (title) => {
    const placed = operations.find(({ method, path }) => `${method.toUpperCase()} ${path}` === title)!
    const successes = exchangesOf(placed.operation.operationId).filter(({ answer }) => answer.status < 300)
    expect(successes.length).toBeGreaterThan(0)
  })
})
