/** The shop's API as the project's own commands and tests use it: the typed client, and raw requests for what no client sends. */
import { setTimeout } from 'node:timers/promises'
import type { ClientPathsWithMethod, MaybeOptionalInit, MethodResponse } from 'openapi-fetch'
import { answerOf, type Paths, ProblemError, repeating, type ShopClient, shopClient } from '../../client/index.ts'

export interface ApiAnswer {
  readonly status: number
  // biome-ignore lint/suspicious/noExplicitAny: answers are read by the field names of the contract.
  readonly body: any
  readonly headers: Headers
  readonly ms: number
}

export interface ApiRequest {
  readonly method: string
  /** With its query. */
  readonly path: string
  /** Sent as JSON. */
  readonly body?: unknown
  /** Sent as it is instead of a JSON body; say its content type in `headers`. */
  readonly text?: string
  readonly headers?: Readonly<Record<string, string>>
}

/** Sees each request and its answer; what it throws fails the call. */
export type OnCall = (request: ApiRequest, answer: ApiAnswer) => void

type Method = 'get' | 'post' | 'put' | 'delete'
type PathOf<M extends Method> = ClientPathsWithMethod<ShopClient, M>
/** `{ params: { path, query, header }, body }`, as far as the operation has them; absent where all of it is optional. */
type Init<M extends Method, P extends PathOf<M>> =
  Record<never, never> extends MaybeOptionalInit<Paths[P], M & keyof Paths[P]>
    ? [init?: MaybeOptionalInit<Paths[P], M & keyof Paths[P]>]
    : [init: MaybeOptionalInit<Paths[P], M & keyof Paths[P]>]
type Data<M extends Method, P extends PathOf<M>> = Promise<MethodResponse<ShopClient, M, P>>

/** More patient than a shopper: several shops on one laptop, as in the tests, may be overloaded for some seconds. */
const TRIES = 15

export class Api {
  readonly #url: string
  readonly #headers: Readonly<Record<string, string>>
  readonly #onCall: OnCall | undefined
  readonly #client: ShopClient

  constructor(url: string, headers: Readonly<Record<string, string>> = {}, onCall?: OnCall) {
    this.#url = url
    this.#headers = headers
    this.#onCall = onCall
    this.#client = shopClient({ url, tries: TRIES, fetch: (request) => this.#fetch(request) })
  }

  /** The same client with more headers. */
  with(headers: Readonly<Record<string, string>>): Api {
    return new Api(this.#url, { ...this.#headers, ...headers }, this.#onCall)
  }

  as(accessToken: string): Api {
    return this.with({ authorization: `Bearer ${accessToken}` })
  }

  /** The body of a success: `api.get('/api/orders/{id}', { params: { path: { id } } })`. @throws {ProblemError} */
  get<P extends PathOf<'get'>>(path: P, ...[init]: Init<'get', P>): Data<'get', P> {
    return this.#typed('get', path, init)
  }

  post<P extends PathOf<'post'>>(path: P, ...[init]: Init<'post', P>): Data<'post', P> {
    return this.#typed('post', path, init)
  }

  put<P extends PathOf<'put'>>(path: P, ...[init]: Init<'put', P>): Data<'put', P> {
    return this.#typed('put', path, init)
  }

  delete<P extends PathOf<'delete'>>(path: P, ...[init]: Init<'delete', P>): Data<'delete', P> {
    return this.#typed('delete', path, init)
  }

  /** The shop's answer to any request, right or wrong. Sent again where a busy machine did not begin with it. */
  async send(request: ApiRequest): Promise<ApiAnswer> {
    for (let attempt = 1; ; attempt++) {
      const answer = await this.sendOnce(request)
      if (!wasTurnedAway(answer) || attempt === TRIES) return answer
      await setTimeout(Number(answer.headers.get('retry-after')) * 1000)
    }
  }

  /** Whatever the first answer is. */
  async sendOnce({ method, path, body, text, headers }: ApiRequest): Promise<ApiAnswer> {
    const init: RequestInit = {
      method,
      headers: {
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...this.#headers,
        ...headers,
      },
      body: body === undefined ? (text ?? null) : JSON.stringify(body),
    }
    return this.#exchange(new Request(this.#url + path, init), { body, text })
  }

  /** The body of a 2xx answer to a request without types, such as to the local cloud's own pages. @throws {ProblemError} */
  // biome-ignore lint/suspicious/noExplicitAny: see ApiAnswer.
  call(method: string, path: string, body?: unknown, headers?: Record<string, string>): Promise<any> {
    return this.request({ method, path, ...(body === undefined ? {} : { body }), ...(headers ? { headers } : {}) })
  }

  /** As `call`, for a request of any kind. */
  // biome-ignore lint/suspicious/noExplicitAny: see ApiAnswer.
  async request(request: ApiRequest): Promise<any> {
    const { status, body } = await this.sendPatiently(request)
    if (status < 300) return body
    throw new ProblemError(`${request.method} ${request.path}`, status, body)
  }

  /** As `send`, and again when the answer asks for it, as an overloaded machine's does. */
  async sendPatiently(request: ApiRequest): Promise<ApiAnswer> {
    const { method, path, headers = {} } = request
    let answer: ApiAnswer | undefined
    const fetch = repeating(async () => {
      answer = await this.sendOnce(request)
      return new Response(null, { status: answer.status, headers: answer.headers })
    }, TRIES)
    await fetch(new Request(this.#url + path, { method, headers }))
    return answer!
  }

  // biome-ignore lint/suspicious/noExplicitAny: its callers above say the types.
  #typed(method: Method, path: string, init: unknown): Promise<any> {
    // biome-ignore lint/suspicious/noExplicitAny: as above.
    return answerOf((this.#client.request as any)(method, path, init ?? {}), `${method.toUpperCase()} ${path}`)
  }

  async #fetch(request: Request): Promise<Response> {
    for (const [name, value] of Object.entries(this.#headers)) request.headers.set(name, value)
    const text = await request.clone().text()
    const { status, headers, body } = await this.#exchange(request, {
      body: text === '' ? undefined : JSON.parse(text),
    })
    const isEmpty = body === '' || status === 204 || status === 304
    return new Response(isEmpty ? null : typeof body === 'string' ? body : JSON.stringify(body), { status, headers })
  }

  async #exchange(request: Request, sent: Pick<ApiRequest, 'body' | 'text'>): Promise<ApiAnswer> {
    const path = request.url.slice(this.#url.length)
    const seen: ApiRequest = {
      method: request.method,
      path,
      ...sent,
      headers: Object.fromEntries(request.headers),
    }
    const started = performance.now()
    const response = await fetch(request)
    const text = await response.text()
    const isJson = /json/.test(response.headers.get('content-type') ?? '')
    const body = isJson && text !== '' ? JSON.parse(text) : text
    const answer = { status: response.status, body, headers: response.headers, ms: performance.now() - started }
    this.#onCall?.(seen, answer)
    return answer
  }
}

/** By the gateway, before anything was done. The shop's own answers have a `code`. */
const wasTurnedAway = ({ status, body, headers }: ApiAnswer): boolean =>
  status === 503 && body?.code === undefined && headers.has('retry-after')

/** How much longer each pause is than the one before: who asks too often delays what is waited for. */
const PAUSE_GROWTH = 1.5
/** Times `everyMs`. */
const LONGEST_PAUSE = 6

/** Asks until the condition holds, first every `everyMs`, then less often. @throws after `seconds`, naming what it waited for. */
export async function until<Value>(
  what: string,
  ask: () => Promise<Value>,
  holds: (value: Value) => boolean,
  { seconds = 30, everyMs = 100 } = {},
): Promise<Value> {
  const deadline = Date.now() + seconds * 1000
  for (let pause = everyMs; ; pause = Math.min(pause * PAUSE_GROWTH, everyMs * LONGEST_PAUSE)) {
    const value = await ask()
    if (holds(value)) return value
    if (Date.now() > deadline)
      throw new Error(`Waited ${seconds} s for ${what}; last seen: ${JSON.stringify(value)?.slice(0, 400)}`)
    await setTimeout(pause)
  }
}

/** Asks until nothing is left of a list. Patient as long as it becomes shorter: a slow machine is no error. */
export async function untilNone(
  what: string,
  ask: () => Promise<readonly unknown[]>,
  patience: { seconds?: number; everyMs?: number } = {},
): Promise<void> {
  for (let left = Number.POSITIVE_INFINITY; left > 0; ) {
    left = (await until(what, ask, ({ length }) => length < left, patience)).length
  }
}
