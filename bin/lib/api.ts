/** A small HTTP client for the shop's API, as any customer's program would have. */

export interface ApiAnswer {
  readonly status: number
  // biome-ignore lint/suspicious/noExplicitAny: answers are read by the field names of the contract.
  readonly body: any
  readonly headers: Headers
  readonly ms: number
}

export interface ApiRequest {
  readonly method: string
  readonly path: string
  readonly body?: unknown
  /** Sent as it is instead of a JSON body; say its content type in `headers`. */
  readonly text?: string
  readonly headers?: Readonly<Record<string, string>>
}

/** An answer that the caller did not expect, with what the shop said. */
export class UnexpectedAnswer extends Error {
  readonly answer: ApiAnswer
  constructor({ method, path }: ApiRequest, answer: ApiAnswer) {
    const { code, detail, requestId } = answer.body ?? {}
    super(`${method} ${path} answered ${answer.status}${code ? ` ${code}: ${detail} (request ${requestId})` : ''}`)
    this.answer = answer
  }
}

export class Api {
  readonly #url: string
  readonly #headers: Readonly<Record<string, string>>
  readonly #onCall: ((request: ApiRequest, answer: ApiAnswer) => void) | undefined

  constructor(
    url: string,
    headers: Readonly<Record<string, string>> = {},
    onCall?: (request: ApiRequest, answer: ApiAnswer) => void,
  ) {
    this.#url = url
    this.#headers = headers
    this.#onCall = onCall
  }

  /** The same client with more headers. */
  with(headers: Readonly<Record<string, string>>): Api {
    return new Api(this.#url, { ...this.#headers, ...headers }, this.#onCall)
  }

  as(accessToken: string): Api {
    return this.with({ authorization: `Bearer ${accessToken}` })
  }

  /** Any answer, whatever its status. */
  async send(request: ApiRequest): Promise<ApiAnswer> {
    const started = performance.now()
    const response = await fetch(this.#url + request.path, {
      method: request.method,
      headers: {
        ...(request.body === undefined ? {} : { 'content-type': 'application/json' }),
        ...this.#headers,
        ...request.headers,
      },
      ...(request.body === undefined ? { body: request.text ?? null } : { body: JSON.stringify(request.body) }),
    })
    const text = await response.text()
    const json = /json/.test(response.headers.get('content-type') ?? '')
    const body = json && text !== '' ? JSON.parse(text) : text
    const answer = { status: response.status, body, headers: response.headers, ms: performance.now() - started }
    this.#onCall?.(request, answer)
    return answer
  }

  /** The body of a 2xx answer; waits and repeats where that is safe and asked for. @throws {UnexpectedAnswer} */
  // biome-ignore lint/suspicious/noExplicitAny: see ApiAnswer.
  async call(method: string, path: string, body?: unknown, headers?: Record<string, string>): Promise<any> {
    return this.request({ method, path, ...(body === undefined ? {} : { body }), ...(headers ? { headers } : {}) })
  }

  /** As `call`, for a request of any kind. */
  // biome-ignore lint/suspicious/noExplicitAny: see ApiAnswer.
  async request(request: ApiRequest): Promise<any> {
    for (let attempt = 1; ; attempt++) {
      const answer = await this.send(request)
      if (answer.status < 300) return answer.body
      if (!isRepeatable(request) || !isPassing(answer) || attempt === ATTEMPTS)
        throw new UnexpectedAnswer(request, answer)
      const seconds = Number(answer.headers.get('retry-after') ?? 1)
      await new Promise((resolve) => setTimeout(resolve, seconds * 1000))
    }
  }
}

const ATTEMPTS = 4

const isRepeatable = ({ method, headers = {} }: ApiRequest) => method !== 'POST' || 'idempotency-key' in headers
const isPassing = ({ status }: ApiAnswer) => status === 429 || status === 503

/** Asks until the condition holds. @throws after `seconds`, naming what it waited for. */
export async function until<Value>(
  what: string,
  ask: () => Promise<Value>,
  holds: (value: Value) => boolean,
  { seconds = 30, everyMs = 50 } = {},
): Promise<Value> {
  const deadline = Date.now() + seconds * 1000
  for (;;) {
    const value = await ask()
    if (holds(value)) return value
    if (Date.now() > deadline)
      throw new Error(`Waited ${seconds} s for ${what}; last seen: ${JSON.stringify(value)?.slice(0, 400)}`)
    await new Promise((resolve) => setTimeout(resolve, everyMs))
  }
}
