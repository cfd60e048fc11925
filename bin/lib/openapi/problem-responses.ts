/** Error answers: one reusable response for each set of codes that share a status. */
import { type ProblemCode, problemCodes } from '../../../contracts/problem-codes.ts'
import type { DocumentedHeader } from './headers.ts'
import type { Content, JsonSchema, Response } from './types.ts'

/** RFC 9457 with a stable code. */
export const Problem: JsonSchema = {
  type: 'object',
  description: 'An error (RFC 9457). Programs decide by `code`, people read `detail`.',
  properties: {
    type: { type: 'string', format: 'uri', description: 'Stable address of this kind of problem.' },
    title: { type: 'string', description: 'What the code means.' },
    status: { type: 'integer', description: 'The HTTP status.' },
    detail: { type: 'string', description: 'What happened and what to do.' },
    code: { type: 'string', enum: Object.keys(problemCodes), description: 'Stable: see docs/problems.md.' },
    requestId: { type: 'string', description: 'The same as `X-Request-Id`.' },
    errors: {
      type: 'array',
      description: 'Each bad field, such as `body.lines[0].quantity`, or each order line by its sku.',
      items: {
        type: 'object',
        properties: { path: { type: 'string' }, message: { type: 'string' } },
        required: ['path', 'message'],
        additionalProperties: false,
      },
    },
  },
  required: ['type', 'title', 'status', 'detail', 'code', 'requestId'],
  additionalProperties: false,
}

/** What API Gateway itself answers before or instead of a function; its form cannot be chosen. */
export const GatewayMessage: JsonSchema = {
  type: 'object',
  description: 'The gateway’s own answer, when a request came to no function.',
  properties: { message: { type: ['string', 'null'] } },
  required: ['message'],
  additionalProperties: false,
}

/** Statuses that the gateway can answer by itself. */
const gatewayStatuses: readonly number[] = [413, 429, 500, 503]

/** References by status. What they refer to is put into `responses`. */
export function problemResponses(
  codes: ReadonlySet<ProblemCode>,
  { hasBody }: { hasBody: boolean },
  responses: Record<string, Response>,
): Record<string, { $ref: string }> {
  const byStatus = new Map<number, ProblemCode[]>(
    gatewayStatuses.filter((status) => status !== 413 || hasBody).map((status) => [status, []]),
  )
  for (const code of Object.keys(problemCodes) as ProblemCode[]) {
    const { status } = problemCodes[code]
    if (codes.has(code)) byStatus.set(status, [...(byStatus.get(status) ?? []), code])
  }
  return Object.fromEntries(
    [...byStatus].map(([status, ofStatus]) => {
      const name = [status, ...ofStatus.map(pascal)].join('.')
      responses[name] ??= problemResponse(status, ofStatus)
      return [String(status), { $ref: `#/components/responses/${name}` }]
    }),
  )
}

function problemResponse(status: number, codes: readonly ProblemCode[]): Response {
  const content: Record<string, Content[string]> = {}
  if (codes.length > 0) {
    content['application/problem+json'] = {
      schema: {
        allOf: [
          { $ref: '#/components/schemas/Problem' },
          { properties: { status: { const: status }, code: { enum: codes } } },
        ],
      },
      examples: Object.fromEntries(codes.map((code) => [code, { value: exampleOf(code) }])),
    }
  }
  if (gatewayStatuses.includes(status)) {
    content['application/json'] = { schema: { $ref: '#/components/schemas/GatewayMessage' } }
  }
  const meanings = codes.map((code) => `${problemCodes[code].title} (\`${code}\`)`)
  const byGateway = codes.length === 0 ? 'The gateway’s own answer' : undefined
  return {
    description: byGateway ?? meanings.join('; '),
    ...(codes.length > 0 ? { headers: headersOf(status, codes) } : {}),
    content,
  }
}

function headersOf(status: number, codes: readonly ProblemCode[]): Response['headers'] {
  // The gateway’s own answers have none of them.
  const optional = gatewayStatuses.includes(status)
  const waits = status === 429 || status === 503 || codes.includes('IDEMPOTENCY_IN_PROGRESS')
  const names: DocumentedHeader[] = [
    ...(optional ? [] : (['X-Request-Id', 'Cache-Control'] as const)),
    ...(waits ? (['Retry-After'] as const) : []),
    ...(status === 401 ? (['WWW-Authenticate'] as const) : []),
  ]
  return Object.fromEntries(names.map(headerReference))
}

export const headerReference = (name: DocumentedHeader) => [name, { $ref: `#/components/headers/${name}` }] as const

const pascal = (code: string) =>
  code
    .split('_')
    .map((word) => word[0] + word.slice(1).toLowerCase())
    .join('')

function exampleOf(code: ProblemCode) {
  const { status, title } = problemCodes[code]
  return {
    type: `https://tradewind.example/problems/${code.toLowerCase().replaceAll('_', '-')}`,
    title,
    status,
    detail: `${title}.`,
    code,
    requestId: '01J8Z3N6Q4T5V7W9X1Y2Z3A4B5',
  }
}
