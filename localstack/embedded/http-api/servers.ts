/** One HTTP server for each HTTP API, opened before the graph is resolved: functions may refer to the API's URL. */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { newGatewayRequestId, newTraceId } from '../trace-id.ts'
import { type GatewayResponse, gatewayMessage } from './lambda-response.ts'
import { type GatewayRequest, readRequest } from './request-event.ts'

/** API Gateway's limit of a request body, bytes. */
const maxBodyBytes = 10 * 1024 * 1024

export interface ApiServer {
  /** http://127.0.0.1:<port> */
  readonly url: string
  /** From now on requests are answered; until then they get 503. */
  serve(handlers: ApiHandlers): void
  stop(): Promise<void>
}

export interface ApiHandlers {
  /** @param gone aborted when the client has gone before the answer */
  handle(request: GatewayRequest, gone: AbortSignal): Promise<GatewayResponse>
  /** Answers the paths of the local cloud itself; false for all others. */
  intercept(request: IncomingMessage, response: ServerResponse): Promise<boolean>
}

/** @param port 0 for a free one. Throws with a hint when the port is taken. */
export async function openApiServer(name: string, port: number): Promise<ApiServer> {
  let handlers: ApiHandlers | undefined
  const server = createServer(async (request, response) => {
    const gone = new AbortController()
    response.once('close', () => {
      if (!response.writableEnded) gone.abort()
    })
    try {
      if (!handlers) return write(response, gatewayMessage(503, 'Service Unavailable'))
      if (request.url!.startsWith('/_local') && (await handlers.intercept(request, response))) return
      const body = await readBody(request)
      const answer = body
        ? await handlers.handle(readRequest(request, body, newIds()), gone.signal)
        : gatewayMessage(413, 'Request Entity Too Large')
      write(response, answer, request.method)
    } catch (error) {
      if (error instanceof URIError) write(response, gatewayMessage(400, 'Bad Request'))
      else response.destroy()
    }
  })
  server.keepAliveTimeout = 75_000
  await listen(server, port, name)
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    serve(theHandlers) {
      handlers = theHandlers
    },
    async stop() {
      await new Promise<void>((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      })
    },
  }
}

async function listen(server: Server, port: number, name: string): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      if (error.code !== 'EADDRINUSE') return reject(error)
      reject(
        new Error(`The port ${port} for the API ${name} is taken: stop what listens there or choose another port.`),
      )
    })
    server.listen(port, '127.0.0.1', resolve)
  })
}

function newIds() {
  const startedAt = Date.now()
  return { startedAt, requestId: newGatewayRequestId(), traceId: newTraceId(startedAt) }
}

/** Undefined when it is over the limit; the rest is read and thrown away so that the client sees the answer. */
async function readBody(request: IncomingMessage): Promise<Buffer | undefined> {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length
    if (size <= maxBodyBytes) chunks.push(chunk)
    else chunks.length = 0
  }
  return size > maxBodyBytes ? undefined : Buffer.concat(chunks)
}

/** Written by the server itself. */
const ownHeaders = new Set(['connection', 'content-length', 'keep-alive', 'transfer-encoding', 'date'])

function write(response: ServerResponse, { status, headers, body }: GatewayResponse, method?: string): void {
  for (const [name, value] of Object.entries(headers)) {
    if (!ownHeaders.has(name)) response.setHeader(name, value)
  }
  if (status !== 204 && status !== 304) response.setHeader('content-length', Buffer.byteLength(body))
  response.writeHead(status)
  response.end(method === 'HEAD' || status === 204 || status === 304 ? undefined : body)
}
