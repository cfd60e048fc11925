/** Sends what a browser's client would refuse to send. */
import { Agent, request } from 'node:http'

export interface RawRequest {
  readonly method: string
  readonly path: string
  readonly headers: Readonly<Record<string, string>>
  readonly body?: string
}

export interface RawAnswer {
  readonly status: number
  readonly headers: Headers
  // biome-ignore lint/suspicious/noExplicitAny: whatever came.
  readonly body: any
}

/** Milliseconds after which an answer counts as missing. */
const PATIENCE = 30_000

export class RawClient {
  readonly #agent: Agent
  readonly #url: URL

  constructor(url: string, width: number) {
    this.#url = new URL(url)
    this.#agent = new Agent({ keepAlive: true, maxSockets: width })
  }

  /** @throws when the connection breaks or nothing comes */
  send({ method, path, headers, body }: RawRequest): Promise<RawAnswer> {
    return new Promise((resolve, reject) => {
      const { hostname, port } = this.#url
      const length = body === undefined ? {} : { 'content-length': String(Buffer.byteLength(body)) }
      const sent = request(
        { agent: this.#agent, hostname, port, method, path, headers: { ...headers, ...length }, timeout: PATIENCE },
        (response) => {
          const chunks: Buffer[] = []
          response.on('data', (chunk: Buffer) => chunks.push(chunk))
          response.on('error', reject)
          response.on('end', () => {
            const text = Buffer.concat(chunks).toString()
            const names = Object.entries(response.headers).map(([name, value]): [string, string] => [
              name,
              String(value),
            ])
            const isJson = /json/.test(response.headers['content-type'] ?? '')
            try {
              const parsed = isJson && text !== '' ? JSON.parse(text) : text
              resolve({ status: response.statusCode!, headers: new Headers(names), body: parsed })
            } catch (error) {
              reject(error)
            }
          })
        },
      )
      sent.on('timeout', () => sent.destroy(new Error(`no answer in ${PATIENCE / 1000} s`)))
      sent.on('error', reject)
      sent.end(body)
    })
  }

  close(): void {
    this.#agent.destroy()
  }
}
