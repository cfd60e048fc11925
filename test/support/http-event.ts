import type { Context } from 'aws-lambda'
import type { AuthorizerContext } from '../../functions/shared/http/caller.ts'
import type { HttpEvent, HttpResult } from '../../functions/shared/http/endpoint.ts'
import { newId } from '../../functions/shared/ids.ts'

export interface Request {
  readonly method?: string
  readonly path?: string
  readonly params?: Record<string, string>
  readonly query?: Record<string, string>
  readonly headers?: Record<string, string>
  /** Sent as JSON. */
  readonly body?: unknown
  /** Sent as it is; say its content type in `headers`. */
  readonly text?: string
  /** What the authorizer said. */
  readonly as?: AuthorizerContext
}

/** A request as the HTTP API hands it to a function, payload 2.0. */
export function anHttpEvent({
  method = 'GET',
  path = '/',
  params,
  query,
  headers,
  body,
  text,
  as,
}: Request): HttpEvent {
  return {
    version: '2.0',
    rawPath: path,
    rawQueryString: new URLSearchParams(query).toString(),
    headers: { ...(body === undefined ? {} : { 'content-type': 'application/json' }), ...headers },
    pathParameters: params,
    queryStringParameters: query,
    body: body === undefined ? text : JSON.stringify(body),
    isBase64Encoded: false,
    requestContext: {
      requestId: newId(),
      http: { method, path, sourceIp: '127.0.0.1', protocol: 'HTTP/1.1', userAgent: 'test' },
      ...(as ? { authorizer: { lambda: as } } : {}),
    },
  } as unknown as HttpEvent
}

export interface Answer {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  // biome-ignore lint/suspicious/noExplicitAny: tests look into whatever came.
  readonly body: any
}

type Handler = (event: HttpEvent, context: Context) => Promise<HttpResult>

/** Sends a request to an endpoint's handler. */
export async function send(handler: unknown, request: Request): Promise<Answer> {
  const result = await (handler as Handler)(anHttpEvent(request), { awsRequestId: newId() } as Context)
  return {
    status: result.statusCode ?? 200,
    headers: result.headers as Record<string, string>,
    body: result.body ? JSON.parse(result.body) : undefined,
  }
}

export const aCustomer = (id: string): AuthorizerContext => ({ kind: 'user', id, role: 'customer', session: newId() })
