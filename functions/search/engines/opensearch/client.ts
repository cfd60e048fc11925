/** Requests to an OpenSearch Serverless collection, signed with the function's own credentials. */
import { createHash, createHmac, type Hash, type Hmac } from 'node:crypto'
import { SignatureV4 } from '@smithy/signature-v4'
import { env } from '../../../shared/env.ts'

/** Milliseconds for one answer. */
const TIMEOUT_MS = 8000

/** What OpenSearch said when it refused. */
export class OpenSearchError extends Error {
  readonly status: number
  readonly type: string | undefined

  constructor(status: number, type: string | undefined, request: string) {
    super(`${request} answered ${status}${type ? ` ${type}` : ''}`)
    this.name = 'OpenSearchError'
    this.status = status
    this.type = type
  }
}

/** The digests that the signer asks for, by node. */
class Sha256 {
  readonly #hash: Hash | Hmac

  constructor(secret?: string | ArrayBuffer | ArrayBufferView) {
    const key = typeof secret === 'string' ? secret : secret && bytesOf(secret)
    this.#hash = key === undefined ? createHash('sha256') : createHmac('sha256', key)
  }

  update(data: string | ArrayBuffer | ArrayBufferView): void {
    this.#hash.update(typeof data === 'string' ? data : bytesOf(data))
  }

  async digest(): Promise<Uint8Array> {
    return this.#hash.digest()
  }

  reset(): void {}
}

const bytesOf = (data: ArrayBuffer | ArrayBufferView) =>
  data instanceof ArrayBuffer ? new Uint8Array(data) : new Uint8Array(data.buffer, data.byteOffset, data.byteLength)

/** @param lines of a bulk request instead of a `body`: JSON Lines */
export async function send<Answer>(
  method: 'GET' | 'PUT' | 'POST',
  path: string,
  content: { body?: object; lines?: readonly object[] } = {},
): Promise<Answer> {
  const endpoint = new URL(env.setting('SEARCH_ENDPOINT'))
  const lines = content.lines?.map((line) => `${JSON.stringify(line)}\n`).join('')
  const body = lines ?? (content.body ? JSON.stringify(content.body) : '')
  const headers = {
    host: endpoint.host,
    'content-type': lines === undefined ? 'application/json' : 'application/x-ndjson',
    // Serverless collections refuse requests without it.
    'x-amz-content-sha256': createHash('sha256').update(body).digest('hex'),
  }
  const { headers: signed } = await signer().sign({
    method,
    protocol: endpoint.protocol,
    hostname: endpoint.hostname,
    path,
    headers,
    body,
  })
  const answer = await fetch(new URL(path, endpoint), {
    method,
    headers: signed,
    ...(body === '' ? {} : { body }),
    signal: AbortSignal.timeout(TIMEOUT_MS),
  })
  const text = await answer.text()
  const parsed = text === '' ? {} : JSON.parse(text)
  if (!answer.ok) throw new OpenSearchError(answer.status, parsed.error?.type, `${method} ${path}`)
  return parsed as Answer
}

/** Lambda's credentials are in its environment and change with it. */
function signer(): SignatureV4 {
  return new SignatureV4({
    service: 'aoss',
    region: env.setting('AWS_REGION'),
    credentials: {
      accessKeyId: env.setting('AWS_ACCESS_KEY_ID'),
      secretAccessKey: env.setting('AWS_SECRET_ACCESS_KEY'),
      ...(env.optionalSetting('AWS_SESSION_TOKEN') ? { sessionToken: env.setting('AWS_SESSION_TOKEN') } : {}),
    },
    sha256: Sha256,
    applyChecksum: false,
  })
}
