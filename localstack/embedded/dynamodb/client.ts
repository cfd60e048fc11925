/** Calls to the engine over connections that stay open. */
import { Agent, request } from 'node:http'
import { AwsError } from '../types.ts'

export interface RawAnswer {
  readonly status: number
  readonly headers: Record<string, string>
  readonly body: Buffer
}

export interface EngineClient {
  /** Passes a signed request on as it is. */
  forward(headers: Readonly<Record<string, string | undefined>>, body: Buffer): Promise<RawAnswer>
  /** An operation of the local cloud's own. Throws AwsError as the engine answers it. */
  call<Output = Record<string, unknown>>(operation: string, input: object): Promise<Output>
  close(): void
}

/** The engine wants the form of a signature, not a valid one. */
const ownHeaders = {
  'content-type': 'application/x-amz-json-1.0',
  'x-amz-date': '20260101T000000Z',
  authorization:
    'AWS4-HMAC-SHA256 Credential=local/20260101/eu-west-1/dynamodb/aws4_request, SignedHeaders=host, Signature=local',
}

const streamOperations = new Set(['DescribeStream', 'GetRecords', 'GetShardIterator', 'ListStreams'])

export function createEngineClient(url: string): EngineClient {
  const agent = new Agent({ keepAlive: true, maxSockets: 64 })
  const { hostname, port } = new URL(url)

  const send = (headers: Record<string, string | number>, body: Buffer) =>
    new Promise<RawAnswer>((resolve, reject) => {
      const outgoing = request({ hostname, port, agent, method: 'POST', path: '/', headers }, (incoming) => {
        const chunks: Buffer[] = []
        incoming.on('data', (chunk: Buffer) => chunks.push(chunk))
        incoming.on('error', reject)
        incoming.on('end', () => {
          const passed: Record<string, string> = {}
          for (const name of passedBack) {
            const value = incoming.headers[name]
            if (value !== undefined) passed[name] = value as string
          }
          const whole = chunks.length === 1 ? chunks[0]! : Buffer.concat(chunks)
          resolve({ status: incoming.statusCode ?? 500, headers: passed, body: whole })
        })
      })
      outgoing.on('error', reject)
      outgoing.end(body)
    })

  return {
    forward: (headers, body) =>
      send(
        {
          'content-type': headers['content-type'] ?? ownHeaders['content-type'],
          'x-amz-target': headers['x-amz-target'] ?? '',
          'x-amz-date': headers['x-amz-date'] ?? ownHeaders['x-amz-date'],
          authorization: headers.authorization ?? ownHeaders.authorization,
          'content-length': body.length,
        },
        body,
      ),
    async call<Output>(operation: string, input: object) {
      const version = streamOperations.has(operation) ? 'DynamoDBStreams_20120810' : 'DynamoDB_20120810'
      const body = Buffer.from(JSON.stringify(input))
      const headers = { ...ownHeaders, 'x-amz-target': `${version}.${operation}`, 'content-length': body.length }
      const answer = await send(headers, body)
      const output = JSON.parse(answer.body.toString() || '{}') as Record<string, unknown>
      if (answer.status === 200) return output as Output
      const code = String(output.__type ?? 'InternalServerError').replace(/^.*#/, '')
      throw new AwsError(code, String(output.message ?? output.Message ?? ''), answer.status)
    },
    close: () => agent.destroy(),
  }
}

const passedBack = ['content-type', 'x-amz-crc32', 'x-amzn-requestid'] as const
