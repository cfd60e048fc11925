/** Requests as cheap as node:http makes them: the generator shares the processors with the shop it measures. */
import { Agent, request } from 'node:http'

export interface LoadRequest {
  readonly method: 'GET' | 'POST' | 'PUT'
  readonly path: string
  readonly token?: string | undefined
  readonly body?: object
  readonly idempotencyKey?: string
}

export interface LoadAnswer {
  /** 0 when there was none. */
  readonly status: number
  // biome-ignore lint/suspicious/noExplicitAny: answers are read by the field names of the contract.
  readonly body: any
  readonly ms: number
  /** Seconds, where the answer says so. */
  readonly retryAfter: number | undefined
}

export interface LoadClient {
  send(request: LoadRequest): Promise<LoadAnswer>
  close(): void
}

/** @param deadlineMs the client goes away after it, as people do */
export function loadClient(url: string, deadlineMs: number): LoadClient {
  const { hostname, port } = new URL(url)
  const agent = new Agent({ keepAlive: true, maxSockets: Number.POSITIVE_INFINITY, maxFreeSockets: 1000 })
  return {
    close: () => agent.destroy(),
    send: ({ method, path, token, body, idempotencyKey }) =>
      new Promise((resolve) => {
        const startedAt = performance.now()
        const done = (status: number, text: string, header?: string) => {
          clearTimeout(timer)
          const ms = performance.now() - startedAt
          const isJson = text.startsWith('{')
          const retryAfter = header === undefined ? undefined : Number(header)
          resolve({ status, body: isJson ? JSON.parse(text) : undefined, ms, retryAfter })
        }
        const payload = body && JSON.stringify(body)
        const outgoing = request(
          {
            agent,
            hostname,
            port,
            method,
            path,
            headers: {
              ...(token ? { authorization: `Bearer ${token}` } : {}),
              ...(payload ? { 'content-type': 'application/json', 'content-length': Buffer.byteLength(payload) } : {}),
              ...(idempotencyKey ? { 'idempotency-key': idempotencyKey } : {}),
            },
          },
          (incoming) => {
            let text = ''
            incoming.setEncoding('utf8')
            incoming.on('data', (chunk: string) => {
              text += chunk
            })
            incoming.on('end', () => done(incoming.statusCode!, text, incoming.headers['retry-after']))
            incoming.on('error', () => done(0, ''))
          },
        )
        const timer = setTimeout(() => outgoing.destroy(), deadlineMs)
        outgoing.on('error', () => done(0, ''))
        outgoing.end(payload)
      }),
  }
}
