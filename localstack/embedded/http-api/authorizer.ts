/** A Lambda REQUEST authorizer with its result cache. */
import { wildcard } from '../iam/wildcard.ts'
import type { Cloud, Resource } from '../types.ts'
import { authorizerEvent, type GatewayRequest, type RouteContext } from './request-event.ts'

export type Decision =
  | { readonly kind: 'allow'; readonly context: unknown }
  | { readonly kind: 'deny' }
  | { readonly kind: 'unauthorized' }
  | { readonly kind: 'throttled' }
  | { readonly kind: 'broken'; readonly reason: string }

export interface Authorizer {
  /** @param gone aborted when the client has gone */
  decide(request: GatewayRequest, route: RouteContext, gone: AbortSignal): Promise<Decision>
}

const maxCached = 10_000

interface Properties {
  readonly AuthorizerUri: string
  readonly AuthorizerResultTtlInSeconds?: number | string
  readonly EnableSimpleResponses?: boolean | string
  readonly IdentitySource?: readonly string[]
}

export function createAuthorizer(cloud: Cloud, resource: Resource): Authorizer {
  const where = `${resource.stack}/${resource.logicalId}`
  const properties = resource.properties as unknown as Properties
  if (resource.properties.AuthorizerType !== 'REQUEST') {
    throw new Error(`${where}: only REQUEST authorizers are emulated, not ${resource.properties.AuthorizerType}`)
  }
  if (resource.properties.AuthorizerPayloadFormatVersion !== '2.0') {
    throw new Error(`${where}: only the authorizer payload format 2.0 is emulated`)
  }
  const functionArn = functionOfUri(properties.AuthorizerUri)
  const ttlMs = Number(properties.AuthorizerResultTtlInSeconds ?? 0) * 1000
  const sources = properties.IdentitySource ?? []
  const isSimple = String(properties.EnableSimpleResponses) === 'true'
  const cache = new Map<string, { decision: Decision; until: number }>()

  function remember(key: string, decision: Decision) {
    if (cache.size >= maxCached) cache.clear()
    cache.set(key, { decision, until: Date.now() + ttlMs })
  }

  async function ask(
    request: GatewayRequest,
    route: RouteContext,
    identity: readonly string[] | undefined,
    gone: AbortSignal,
  ): Promise<Decision> {
    const { region, accountId } = cloud
    const api = `arn:aws:execute-api:${region}:${accountId}:${route.apiId}`
    const routeArn = `${api}/${route.stage}/${request.method}${request.path}`
    const result = await cloud.invoke(functionArn, authorizerEvent(request, route, routeArn, identity), {
      principal: {
        kind: 'service',
        service: 'apigateway.amazonaws.com',
        sourceArn: `${api}/authorizers/${resource.physicalId}`,
      },
      source: `authorize ${request.method} ${request.path}`,
      traceId: request.traceId,
      waiter: gone,
    })
    if (result.functionError === 'TooManyRequests') return { kind: 'throttled' }
    if (!result.ok) return { kind: 'broken', reason: JSON.stringify(result.payload) } as const
    return isSimple ? simpleDecision(result.payload) : policyDecision(result.payload, routeArn)
  }

  return {
    async decide(request, route, gone) {
      const identity = sources.map((source) => identityValue(source, request, route))
      if (identity.some((value) => value === undefined || value === '')) return { kind: 'unauthorized' }
      const caches = ttlMs > 0 && sources.length > 0
      const key = JSON.stringify(identity)
      const cached = caches ? cache.get(key) : undefined
      if (cached && cached.until > Date.now()) return cached.decision
      const decision = await ask(request, route, sources.length > 0 ? (identity as string[]) : undefined, gone)
      if (caches && decision.kind !== 'broken' && decision.kind !== 'throttled') remember(key, decision)
      return decision
    },
  }
}

/** The function in `arn:aws:apigateway:…:lambda:path/2015-03-31/functions/<ARN>/invocations`, or the ARN itself. */
export const functionOfUri = (uri: string) => /functions\/(.+)\/invocations$/.exec(uri)?.[1] ?? uri

function identityValue(source: string, request: GatewayRequest, route: RouteContext): string | undefined {
  const [scope, kind, ...rest] = source.split('.')
  const name = rest.join('.')
  if (scope === '$request' && kind === 'header') return request.headers[name.toLowerCase()]
  if (scope === '$request' && kind === 'querystring') return request.query?.[name]
  if (scope === '$stageVariables') return route.stageVariables?.[[kind, ...rest].join('.')]
  const context: Record<string, string> = {
    routeKey: route.routeKey,
    stage: route.stage,
    httpMethod: request.method,
    path: request.path,
    apiId: route.apiId,
    'identity.sourceIp': request.sourceIp,
    'identity.userAgent': request.headers['user-agent'] ?? '',
  }
  return scope === '$context' ? context[[kind, ...rest].join('.')] : undefined
}

function simpleDecision(payload: unknown): Decision {
  const { isAuthorized, context } = (payload ?? {}) as { isAuthorized?: unknown; context?: unknown }
  if (typeof isAuthorized !== 'boolean') return { kind: 'broken', reason: 'the authorizer returned no isAuthorized' }
  return isAuthorized ? { kind: 'allow', context } : { kind: 'deny' }
}

function policyDecision(payload: unknown, routeArn: string): Decision {
  type Statement = { Effect: string; Resource: string | string[] }
  const { policyDocument, context, principalId } = (payload ?? {}) as {
    policyDocument?: { Statement?: Statement[] }
    context?: object
    principalId?: string
  }
  if (!policyDocument?.Statement) return { kind: 'broken', reason: 'the authorizer returned no policyDocument' }
  const covers = ({ Resource }: Statement) => [Resource].flat().some((pattern) => wildcard(pattern)(routeArn))
  const hits = policyDocument.Statement.filter(covers)
  if (hits.length === 0 || hits.some(({ Effect }) => Effect === 'Deny')) return { kind: 'deny' }
  return { kind: 'allow', context: { ...context, ...(principalId && { principalId }) } }
}
