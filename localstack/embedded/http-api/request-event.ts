/** The events of payload format 2.0: for integrations and for REQUEST authorizers. */
import type { IncomingMessage } from 'node:http'

/** One request as the gateway sees it, before a route is chosen. */
export interface GatewayRequest {
  readonly method: string
  /** Decoded: HTTP APIs do so before anything else, so that an encoded slash separates segments. */
  readonly path: string
  readonly rawQueryString: string
  /** Lower-case names; several values joined by commas; without cookies. */
  readonly headers: Readonly<Record<string, string>>
  readonly cookies?: readonly string[]
  readonly query?: Readonly<Record<string, string>>
  readonly protocol: string
  readonly sourceIp: string
  readonly requestId: string
  readonly traceId: string
  readonly startedAt: number
  readonly body: Buffer
}

export interface RouteContext {
  readonly accountId: string
  readonly apiId: string
  readonly stage: string
  readonly routeKey: string
  readonly pathParameters: Readonly<Record<string, string>>
  readonly stageVariables?: Readonly<Record<string, string>>
}

/** Throws URIError for a path that cannot be decoded. */
export function readRequest(
  request: IncomingMessage,
  body: Buffer,
  ids: Pick<GatewayRequest, 'requestId' | 'traceId' | 'startedAt'>,
): GatewayRequest {
  const target = request.url!
  const mark = target.indexOf('?')
  const rawQueryString = mark < 0 ? '' : target.slice(mark + 1)
  const sourceIp = request.socket.remoteAddress ?? '127.0.0.1'
  const { cookie, ...headers } = joinHeaders(request.rawHeaders)
  return {
    ...ids,
    method: request.method!,
    path: decodeURIComponent(mark < 0 ? target : target.slice(0, mark)),
    rawQueryString,
    headers: {
      ...headers,
      'x-amzn-trace-id': ids.traceId,
      'x-forwarded-for': headers['x-forwarded-for'] ? `${headers['x-forwarded-for']}, ${sourceIp}` : sourceIp,
      'x-forwarded-port': headers.host?.split(':')[1] ?? '80',
      'x-forwarded-proto': 'http',
    },
    cookies: cookie?.split(/;\s*/),
    query: rawQueryString === '' ? undefined : joinQuery(rawQueryString),
    protocol: `HTTP/${request.httpVersion}`,
    sourceIp,
    body,
  }
}

function joinHeaders(rawHeaders: readonly string[]): Record<string, string> {
  const headers: Record<string, string> = {}
  for (let index = 0; index < rawHeaders.length; index += 2) {
    const name = rawHeaders[index]!.toLowerCase()
    const value = rawHeaders[index + 1]!
    const separator = name === 'cookie' ? '; ' : ','
    headers[name] = name in headers ? headers[name] + separator + value : value
  }
  return headers
}

function joinQuery(search: string): Record<string, string> {
  const query: Record<string, string> = {}
  for (const [name, value] of new URLSearchParams(search))
    query[name] = name in query ? `${query[name]},${value}` : value
  return query
}

const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']

/** Common Log Format, UTC, as `12/Mar/2020:19:03:58 +0000`. */
export function logTime(epochMs: number): string {
  const [date = '', rest = ''] = new Date(epochMs).toISOString().split('T')
  const [year, month, day] = date.split('-')
  return `${day}/${months[Number(month) - 1]}/${year}:${rest.slice(0, 8)} +0000`
}

function requestContext(request: GatewayRequest, route: RouteContext) {
  const domainName = request.headers.host ?? 'localhost'
  return {
    accountId: route.accountId,
    apiId: route.apiId,
    domainName,
    domainPrefix: domainName.split(/[.:]/)[0],
    http: {
      method: request.method,
      path: request.path,
      protocol: request.protocol,
      sourceIp: request.sourceIp,
      userAgent: request.headers['user-agent'] ?? '',
    },
    requestId: request.requestId,
    routeKey: route.routeKey,
    stage: route.stage,
    time: logTime(request.startedAt),
    timeEpoch: request.startedAt,
  }
}

function common(request: GatewayRequest, route: RouteContext) {
  return {
    version: '2.0',
    routeKey: route.routeKey,
    rawPath: request.path,
    rawQueryString: request.rawQueryString,
    ...(request.cookies && { cookies: request.cookies }),
    headers: request.headers,
    ...(request.query && { queryStringParameters: request.query }),
    ...(Object.keys(route.pathParameters).length > 0 && { pathParameters: route.pathParameters }),
    ...(route.stageVariables && { stageVariables: route.stageVariables }),
  }
}

/** @param authorizer what a REQUEST authorizer returned as its context; undefined on open routes. */
export function integrationEvent(
  request: GatewayRequest,
  route: RouteContext,
  authorizer?: { readonly context: unknown },
) {
  const isText = isTextual(request.headers)
  return {
    ...common(request, route),
    requestContext: {
      ...requestContext(request, route),
      ...(authorizer && { authorizer: { lambda: authorizer.context ?? null } }),
    },
    ...(request.body.length > 0 && { body: request.body.toString(isText ? 'utf8' : 'base64') }),
    isBase64Encoded: request.body.length > 0 && !isText,
  }
}

export const authorizerEvent = (
  request: GatewayRequest,
  route: RouteContext,
  routeArn: string,
  identitySource: readonly string[] | undefined,
) => ({
  ...common(request, route),
  type: 'REQUEST',
  routeArn,
  identitySource: identitySource ?? null,
  requestContext: { ...requestContext(request, route), authentication: null },
})

function isTextual(headers: Readonly<Record<string, string>>): boolean {
  if (headers['content-encoding']) return false
  const type = (headers['content-type'] ?? '').split(';')[0]!.trim().toLowerCase()
  return /^text\/|^application\/(json|xml|javascript)$|\+(json|xml)$/.test(type)
}
