import { createHash } from 'node:crypto'
import type { HttpResult } from './endpoint.ts'
import type { Route } from './route.ts'

/** An answer that is not just the body of the route's first success status. */
export interface Reply {
  readonly [isReply]: true
  readonly status?: number
  /** Sent as JSON. */
  readonly body?: object | undefined
  /** Sent as it is, with the content type in `headers`. */
  readonly text?: string
  readonly headers?: Readonly<Record<string, string>>
}

const isReply = Symbol('reply')

export const reply = Object.assign(
  (parts: { status?: number; body?: object; text?: string; headers?: Record<string, string> }): Reply => ({
    [isReply]: true,
    ...parts,
  }),
  { toHttp },
)

function toHttp(route: Route, result: object | Reply | undefined): HttpResult {
  const answer: Reply = result && isReply in result ? result : { [isReply]: true, body: result }
  const status = answer.status ?? Math.min(...Object.keys(route.responses).map(Number))
  const body = answer.body === undefined ? answer.text : JSON.stringify(answer.body)
  return {
    statusCode: status,
    headers: {
      ...(body === undefined ? {} : { 'content-type': 'application/json; charset=utf-8' }),
      ...etagOf(route, answer.body),
      ...answer.headers,
    },
    ...(body === undefined ? {} : { body }),
  }
}

/** The version of the one resource in the body. A cacheable answer adds a hash, because more than edits may change it. */
function etagOf(route: Route, body: object | undefined): Record<string, string> {
  const resources = Object.values(body ?? {})
  const version = resources.length === 1 ? (resources[0] as { version?: unknown } | null)?.version : undefined
  if (route.cacheControl && body !== undefined) {
    const text = JSON.stringify(body, inOrder)
    const hash = createHash('sha256').update(text).digest('base64url').slice(0, 22)
    return { etag: typeof version === 'number' ? `"${version}-${hash}"` : `"${hash}"` }
  }
  return typeof version === 'number' ? { etag: `"${version}"` } : {}
}

/** DynamoDB keeps no order of a map's keys, so the same answer may come in another order. */
const inOrder = (_key: string, value: unknown) =>
  value !== null && typeof value === 'object' && !Array.isArray(value)
    ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
    : value
