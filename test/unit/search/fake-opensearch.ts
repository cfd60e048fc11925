/** Stands in for an OpenSearch collection: checks signatures' form and remembers what it was asked. */
import { createHash } from 'node:crypto'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

export interface Asked {
  readonly method: string
  readonly path: string
  // biome-ignore lint/suspicious/noExplicitAny: tests look into whatever was asked.
  readonly body: any
}

export type Answerer = (asked: Asked) => { status?: number; body: object }

export async function startFakeOpenSearch() {
  const asked: Asked[] = []
  let answer: Answerer = () => ({ body: {} })
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk as Buffer)
    const text = Buffer.concat(chunks).toString()
    const refused = refusalOf(request.headers, text)
    const json = request.headers['content-type'] === 'application/x-ndjson' ? linesOf(text) : text && JSON.parse(text)
    const one = { method: request.method!, path: request.url!, body: json }
    if (!refused) asked.push(one)
    const { status = 200, body } = refused ? { status: 403, body: { error: { type: refused } } } : answer(one)
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  Object.assign(process.env, {
    SEARCH_ENDPOINT: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    AWS_REGION: 'us-east-1',
    AWS_ACCESS_KEY_ID: 'test',
    AWS_SECRET_ACCESS_KEY: 'test',
    AWS_SESSION_TOKEN: 'session',
  })
  return {
    asked,
    answerWith: (next: Answerer) => {
      asked.length = 0
      answer = next
    },
    stop: () => new Promise<void>((resolve) => server.close(() => resolve())),
  }
}

const linesOf = (text: string) => {
  if (!text.endsWith('\n')) throw new Error('A bulk request ends with a line break')
  return text
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line))
}

/** What a collection refuses requests for, before it looks at them. */
function refusalOf(headers: Record<string, string | string[] | undefined>, text: string): string | undefined {
  const authorization = String(headers.authorization)
  if (!/^AWS4-HMAC-SHA256 Credential=test\/\d{8}\/us-east-1\/aoss\/aws4_request, /.test(authorization))
    return 'not signed'
  const signed = /SignedHeaders=([^,]+)/.exec(authorization)?.[1]?.split(';') ?? []
  const needed = ['host', 'x-amz-content-sha256', 'x-amz-date', 'x-amz-security-token']
  if (needed.some((name) => !signed.includes(name) || !headers[name])) return 'a header is not signed'
  if (headers['x-amz-content-sha256'] !== createHash('sha256').update(text).digest('hex')) return 'another body'
  return undefined
}
