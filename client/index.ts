/** A typed client of the shop's API: openapi-fetch with what the shop promises to everyone. */
import createClient, { type Client } from 'openapi-fetch'
import type { Paths, Problem } from './schema.ts'

export type * from './schema.ts'

export interface ShopClientOptions {
  /** `https://…`, without a path. */
  readonly url: string
  readonly accessToken?: string
  /** Of a service. */
  readonly apiKey?: string
  /** Of a guest's cart. */
  readonly cartToken?: string
  readonly fetch?: (request: Request) => Promise<Response>
  /** How often a request is sent at most while the shop says "later"; 4 if absent. */
  readonly tries?: number
}

export type ShopClient = Client<Paths>

/** `const { data, error } = await shop.GET('/api/products/{id}', { params: { path: { id } } })` */
export function shopClient({
  url,
  accessToken,
  apiKey,
  cartToken,
  fetch = globalThis.fetch,
  tries,
}: ShopClientOptions): ShopClient {
  return createClient<Paths>({
    baseUrl: url,
    fetch: repeating(fetch, tries),
    headers: {
      ...(accessToken ? { authorization: `Bearer ${accessToken}` } : {}),
      ...(apiKey ? { 'x-api-key': apiKey } : {}),
      ...(cartToken ? { 'x-cart-token': cartToken } : {}),
    },
  })
}

/** An answer that is not a success, with the shop's stable `code`; `problem` is absent where the gateway itself answered. */
export class ProblemError extends Error {
  readonly status: number
  readonly code: Problem['code'] | undefined
  readonly problem: Problem | undefined

  constructor(what: string, status: number, body: unknown) {
    const problem = typeof body === 'object' && body !== null && 'code' in body ? (body as Problem) : undefined
    const said = problem ? ` ${problem.code}: ${problem.detail} (request ${problem.requestId})` : ''
    super(`${what} answered ${status}${said}`)
    this.status = status
    this.code = problem?.code
    this.problem = problem
  }
}

/** The body of a success; `what` was called, for the error's text. @throws {ProblemError} */
export async function answerOf<Data>(
  call: Promise<{ data?: Data; error?: unknown; response: Response }>,
  what = 'The shop',
): Promise<NonNullable<Data>> {
  const { data, error, response } = await call
  if (response.ok) return data as NonNullable<Data>
  throw new ProblemError(what, response.status, error)
}

const TRIES = 4

/** Asks again when the shop says "later", where a repetition does nothing twice. */
export function repeating(
  fetch: (request: Request) => Promise<Response>,
  tries = TRIES,
): (request: Request) => Promise<Response> {
  return async (request) => {
    const canRepeat = request.method !== 'POST' || request.headers.has('idempotency-key')
    for (let attempt = 1; ; attempt++) {
      const response = await fetch(canRepeat ? request.clone() : request)
      const isLater = [429, 503].includes(response.status) || (!response.ok && response.headers.has('retry-after'))
      if (!isLater || !canRepeat || attempt === tries) return response
      const seconds = Number(response.headers.get('retry-after') ?? 1)
      await new Promise((resolve) => setTimeout(resolve, seconds * 1000))
    }
  }
}
