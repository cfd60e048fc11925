/** Records calls of the tour, and writes them as if every recording happened at the same time with the same luck. */
import type { ApiAnswer, ApiRequest } from '../api.ts'
import type { Exchange } from '../openapi/examples.ts'

const requestHeaders = [
  'accept-language',
  'authorization',
  'content-type',
  'idempotency-key',
  'if-match',
  'if-none-match',
  'x-api-key',
  'x-cart-token',
  'x-payment-signature',
  'x-carrier-signature',
]
const answerHeaders = [
  'cache-control',
  'content-type',
  'etag',
  'idempotent-replayed',
  'location',
  'retry-after',
  'www-authenticate',
  'x-cart-token',
  'x-request-id',
]

export class Tape {
  #title: string | undefined
  readonly #taken: Exchange[] = []

  /** For `new Api(url, {}, …)`. */
  readonly listen = (request: ApiRequest, answer: ApiAnswer): void => {
    if (this.#title === undefined) return
    const body = request.body ?? request.text
    this.#taken.push({
      title: this.#title,
      request: {
        method: request.method,
        path: request.path,
        headers: picked(requestHeaders, new Headers(request.headers)),
        ...(body === undefined ? {} : { body: asJson(body) }),
      },
      answer: {
        status: answer.status,
        headers: picked(answerHeaders, answer.headers),
        ...(answer.body === '' ? {} : { body: answer.body }),
      },
    })
    this.#title = undefined
  }

  /** Keeps the first call that is made inside, under this title. */
  async show<Result>(title: string, call: () => Promise<Result>): Promise<Result> {
    this.#title = title
    return call()
  }

  /** What was recorded, with the accidents of this recording taken out. */
  exchanges(): Exchange[] {
    const times = new Map<string, string>()
    const texts = this.#taken.map((exchange, index) => timed(JSON.stringify(exchange), index, times))
    return JSON.parse(steady(`[${texts.join(',')}]`))
  }
}

const picked = (names: readonly string[], headers: Headers): Record<string, string> =>
  Object.fromEntries(names.flatMap((name) => (headers.has(name) ? [[name, headers.get(name)!]] : [])))

function asJson(body: unknown): unknown {
  if (typeof body !== 'string' || !body.startsWith('{')) return body
  return JSON.parse(body)
}

const FIRST_MOMENT = Date.parse('2026-03-02T09:00:00.000Z')

/** What a call is the first to tell of happened in its minute: whether two things shared a millisecond is luck. */
function timed(text: string, index: number, times: Map<string, string>): string {
  const minute = new Date(FIRST_MOMENT + index * 60_000).toISOString()
  return text.replace(/\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z/g, (moment) => {
    if (!times.has(moment)) times.set(moment, minute)
    return times.get(moment)!
  })
}

/** Ids, tags and secrets by the order in which they appear: a new recording differs where the shop does. */
function steady(text: string): string {
  const ids = numbered((n) => `01J8Z3N6Q4${String(n).padStart(16, '0')}`)
  const keys = numbered((n) => `6f1c2a34-0000-4000-8000-${String(n).padStart(12, '0')}`)
  const hashes = numbered((n) => `Vb7QmXkT2eYw9cLr${String(n).padStart(6, '0')}`)
  const orders = numbered((n) => `TW-Q4${String(n).padStart(8, '0')}`)
  return (
    text
      // Secrets, shortened.
      .replace(/eyJ[\w-]+\.[\w-]+\.[\w-]+/g, 'eyJhbGciOiJFUzI1NiIs…')
      .replace(
        /"(refreshToken|key|token|x-cart-token|x-api-key)":"[\w.-]{20,}"/g,
        (_, name) => `"${name}":"${shortened[name as keyof typeof shortened]}"`,
      )
      .replace(/"(x-[a-z]+-signature)":"[^"]+"/g, '"$1":"t=1772442000,v1=5257a869…"')
      .replace(/"code":"[\d -]{16,}"/g, '"code":"4827193650412876"')
      .replace(/"(x|y|kid)":"[\w-]{20,}"/g, (_, name) => `"${name}":"${name === 'kid' ? 'Zk3' : 'f83OJ3D2'}…"`)
      .replace(/"nextCursor":"[^"]+"/g, '"nextCursor":"eyJwayI6IlBST0RVQ1RTIn0…"')
      .replace(/-[\w-]{22}\\"/g, '-K5r9hG6jQe1cY3rWm2b4zA\\"')
      .replace(/"\\"[\w-]{22}\\""/g, '"\\"K5r9hG6jQe1cY3rWm2b4zA\\""')
      // Names.
      .replace(/(?<![0-9A-Za-z])[0-9A-HJKMNP-TV-Z]{26}(?![0-9A-Za-z])/g, ids)
      .replace(/\bTW-[0-9A-HJKMNP-TV-Z]{10}\b/g, orders)
      .replace(/[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}/g, keys)
      .replace(/"id":"([\w-]{22})"/g, (_, hash) => `"id":"${hashes(hash)}"`)
      .replace(/"(x-request-id|requestId)":"[^"]+"/g, '"$1":"Kq3vTcwYZwA0XbM="')
      .replace(/"reference":"[\w-]{15}="/g, '"reference":"Kq3vTcwYZwA0XbM="')
  )
}

const shortened = {
  refreshToken: '01J8Z3N6Q4….k3J…',
  key: 'tw_01J8Z3N6Q4….Xb2…',
  token: 'Yq8wN3pD…',
  'x-cart-token': 'Yq8wN3pD…',
  'x-api-key': 'tw_01J8Z3N6Q4….Xb2…',
}

function numbered(named: (number: number) => string): (text: string) => string {
  const known = new Map<string, string>()
  return (text) => {
    if (!known.has(text)) known.set(text, named(known.size + 1))
    return known.get(text)!
  }
}
