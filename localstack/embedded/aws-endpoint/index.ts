/** The AWS endpoint: one HTTP server on the loopback interface that speaks the wire protocols of all emulators. */
import { randomUUID } from 'node:crypto'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { type CallFaults, LostResponse } from '../faults/strike-call.ts'
import { environmentOf } from '../lambda/function-config.ts'
import { AwsError, type Emulator, type Log, type Principal } from '../types.ts'
import { createRouter, type Routed } from './router.ts'

export interface AwsEndpoint {
  /** http://127.0.0.1:<port> */
  readonly url: string
  /** From now on calls are answered; until then they wait for nothing and get 503. */
  serve(
    emulators: readonly Emulator[],
    principalOf: (accessKeyId: string | undefined) => Principal,
    faults?: CallFaults,
  ): void
  stop(): Promise<void>
}

export async function openAwsEndpoint(log: Log): Promise<AwsEndpoint> {
  let answer = async (_request: IncomingMessage, response: ServerResponse) => {
    response.writeHead(503).end()
  }
  const server = createServer((request, response) => {
    answer(request, response).catch((error) => {
      log.error('The AWS endpoint could not answer', error)
      response.destroy()
    })
  })
  // A client that reuses a connection just when it is closed fails; clients here live as long as the server.
  server.keepAliveTimeout = 600_000
  server.requestTimeout = 0
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(0, '127.0.0.1', resolve)
  })

  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    serve(emulators, principalOf, faults = noFaults) {
      const route = createRouter(emulators)
      answer = async (request, response) => {
        const requestId = randomUUID()
        const rawBody = await readBody(request)
        const routed = route(request, rawBody)
        try {
          const { emulator } = routed
          if (!emulator?.handle) throw notEmulated(routed)
          const principal = principalOf(accessKeyOf(request.headers.authorization))
          const {
            status = 200,
            headers,
            body,
          } = await faults.around(
            () => momentOf(routed, principal, request),
            () => emulator.handle!(routed.call(principal, whenGone(response))),
          )
          const isRaw = Buffer.isBuffer(body) || body instanceof Readable
          response.writeHead(status, {
            'x-amzn-requestid': requestId,
            ...(isRaw ? undefined : { 'content-type': routed.contentType }),
            ...headers,
          })
          if (body instanceof Readable) await send(body, response)
          else response.end(isRaw ? body : routed.encode(body, requestId))
        } catch (error) {
          if (error instanceof LostResponse) return void response.destroy()
          if (!(error instanceof AwsError) && (error as Error)?.name !== 'SyntaxError') {
            log.error(`${routed.service}:${routed.operation} broke`, error)
          }
          const failure = error instanceof AwsError ? error : internalError(error)
          const { status, headers, text } = routed.encodeError(failure, requestId)
          response.writeHead(status, { 'x-amzn-requestid': requestId, ...headers })
          response.end(text)
        }
      }
    },
    async stop() {
      await new Promise<void>((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      })
    },
  }
}

/** Aborted when the connection ends before the answer. */
function whenGone(response: ServerResponse): AbortSignal {
  const gone = new AbortController()
  response.once('close', () => {
    if (!response.writableEnded) gone.abort()
  })
  return gone.signal
}

/** A client that goes away, or a file that breaks off, ends the connection: the head is out already. */
async function send(body: Readable, response: ServerResponse): Promise<void> {
  await pipeline(body, response).catch(() => response.destroy())
}

async function readBody(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk as Buffer)
  return chunks.length === 1 ? chunks[0]! : Buffer.concat(chunks)
}

const accessKeyOf = (authorization: string | undefined) => /Credential=([^/,\s]+)\//.exec(authorization ?? '')?.[1]

const noFaults: CallFaults = { around: (_momentOf, work) => work() }

/** Emulators whose service has another name in IAM. */
const iamNames: Readonly<Record<string, string>> = { eventbridge: 'events', stepfunctions: 'states' }

const momentOf = ({ service, operation }: Routed, principal: Principal, request: IncomingMessage) => ({
  service: iamNames[service] ?? service,
  operation,
  ...(principal.kind === 'role' ? { function: principal.label } : {}),
  ...environmentIn(request.headers['x-amz-security-token'] as string | undefined),
})

function environmentIn(sessionToken: string | undefined): { environment?: string } {
  const environment = environmentOf(sessionToken)
  return environment === undefined ? {} : { environment }
}

const notEmulated = ({ service, operation }: Routed) =>
  new AwsError('UnknownOperationException', `The local cloud does not emulate ${service}:${operation}.`, 400)

const internalError = (error: unknown) =>
  (error as Error)?.name === 'SyntaxError'
    ? new AwsError('SerializationException', 'The body of the request is not valid JSON.', 400)
    : new AwsError('InternalFailure', `The local cloud failed: ${(error as Error)?.message ?? error}`, 500)
