/** One HTTP API of the assembly: from a request to its answer. */
import { AwsError, type Cloud, type Resource } from '../types.ts'
import type { Urgency } from '../urgency.ts'
import { createAdmission } from './admission.ts'
import { type Authorizer, createAuthorizer, functionOfUri } from './authorizer.ts'
import { type CorsConfiguration, corsHeaders, isPreflight, preflightResponse } from './cors.ts'
import { type GatewayResponse, gatewayMessage, lambdaResponse } from './lambda-response.ts'
import { type GatewayRequest, integrationEvent, type RouteContext } from './request-event.ts'
import { createRouteTable } from './routes.ts'
import { createStages } from './stages.ts'

/** API Gateway's own limit of an integration. */
const maxIntegrationMs = 30_000

/** What the access log can tell of a request. */
export interface Trace {
  route?: RouteContext
  authorizer?: unknown
  integrationLatency?: number
  errorMessage?: string
}

interface RouteTarget {
  readonly routeKey: string
  readonly functionArn: string
  readonly timeoutMs: number
  readonly authorizer?: Authorizer
}

/** Seconds: a refusal by overload asks for so much patience. API Gateway itself says nothing. */
const retryAfter = '1'

export function createApi(cloud: Cloud, api: Resource) {
  const ours = (type: string) =>
    cloud.resources(`AWS::ApiGatewayV2::${type}`).filter(({ properties }) => properties.ApiId === api.physicalId)
  const integrations = new Map(ours('Integration').map((resource) => [resource.physicalId, resource]))
  const authorizers = new Map(
    ours('Authorizer').map((resource) => [resource.physicalId, createAuthorizer(cloud, resource)]),
  )
  const routes = ours('Route').map((resource) => {
    const target = routeTarget(resource, integrations, authorizers)
    return [target.routeKey, target] as const
  })
  const match = createRouteTable(routes)
  const stageOf = createStages(ours('Stage'))
  const cors = api.properties.CorsConfiguration as CorsConfiguration | undefined
  if (api.properties.ProtocolType !== 'HTTP') {
    throw new Error(`${api.stack}/${api.logicalId}: only HTTP APIs are emulated, not ${api.properties.ProtocolType}`)
  }

  const admission = createAdmission()

  async function answer(request: GatewayRequest, trace: Trace, gone: AbortSignal): Promise<GatewayResponse> {
    if (cors && isPreflight(request)) return preflightResponse(cors, request)
    const found = stageOf(request.path)
    const matched = found && match(request.method, found.path)
    if (!matched) return gatewayMessage(404, 'Not Found')
    const { stage } = found
    const { target, pathParameters } = matched
    const route: RouteContext = {
      accountId: cloud.accountId,
      apiId: api.physicalId,
      stage: stage.name,
      stageVariables: stage.variables,
      routeKey: target.routeKey,
      pathParameters,
    }
    trace.route = route
    if (!stage.throttle.admits(target.routeKey, performance.now())) return gatewayMessage(429, 'Too Many Requests')
    const urgency = urgencyOf(request, target)
    if (!(await admission.enter(urgency, gone))) return unavailable()
    try {
      return await serve(request, route, target, trace, gone)
    } finally {
      admission.leave(urgency)
    }
  }

  async function serve(
    request: GatewayRequest,
    route: RouteContext,
    target: RouteTarget,
    trace: Trace,
    gone: AbortSignal,
  ): Promise<GatewayResponse> {
    let context: { context: unknown } | undefined
    if (target.authorizer) {
      const decision = await target.authorizer.decide(request, route, gone)
      if (decision.kind === 'throttled') return throttled(trace, 'the authorizer')
      if (decision.kind === 'unauthorized') return gatewayMessage(401, 'Unauthorized')
      if (decision.kind === 'deny') return gatewayMessage(403, 'Forbidden')
      if (decision.kind === 'broken') return broken(trace, `the authorizer failed: ${decision.reason}`)
      context = { context: decision.context }
      trace.authorizer = decision.context
    }
    return integrate(request, route, target, context, trace, gone)
  }

  async function integrate(
    request: GatewayRequest,
    route: RouteContext,
    target: RouteTarget,
    authorizer: { context: unknown } | undefined,
    trace: Trace,
    gone: AbortSignal,
  ): Promise<GatewayResponse> {
    const [, path = '$default'] = target.routeKey.split(' ')
    const method = path === '$default' ? '' : `${request.method}`
    const startedAt = performance.now()
    const invocation = cloud.invoke(target.functionArn, integrationEvent(request, route, authorizer), {
      principal: {
        kind: 'service',
        service: 'apigateway.amazonaws.com',
        sourceArn: `arn:aws:execute-api:${cloud.region}:${cloud.accountId}:${api.physicalId}/${route.stage}/${method}${path}`,
      },
      source: `http ${request.method} ${request.path}`,
      traceId: request.traceId,
      waiter: gone,
      urgency: urgencyOf(request, target),
    })
    const result = await within(invocation, target.timeoutMs)
    trace.integrationLatency = Math.round(performance.now() - startedAt)
    if (result === undefined) {
      trace.errorMessage = `the function did not answer within ${target.timeoutMs} ms`
      return gatewayMessage(503, 'Service Unavailable')
    }
    if (result.functionError === 'TooManyRequests') return throttled(trace, 'the function')
    if (result.lateMs !== undefined) admission.late(result.lateMs, result.backgroundWaitMs)
    if (!result.ok) return broken(trace, JSON.stringify(result.payload))
    return lambdaResponse(result.payload) ?? broken(trace, 'the function returned a malformed response')
  }

  function throttled(trace: Trace, what: string): GatewayResponse {
    trace.errorMessage = `${what} is throttled`
    return unavailable()
  }

  function broken(trace: Trace, message: string): GatewayResponse {
    trace.errorMessage = message
    return gatewayMessage(500, 'Internal Server Error')
  }

  return {
    accessLog: stageOf('/')?.stage.accessLog,
    get admission() {
      return admission.state
    },
    async handle(request: GatewayRequest, trace: Trace, gone: AbortSignal): Promise<GatewayResponse> {
      let response: GatewayResponse
      try {
        response = await answer(request, trace, gone)
      } catch (error) {
        if (!(error instanceof AwsError)) cloud.log.error(`${request.method} ${request.path} broke the gateway`, error)
        const isTooLarge = error instanceof AwsError && error.status === 413
        response = isTooLarge
          ? gatewayMessage(413, 'Request Entity Too Large')
          : gatewayMessage(500, 'Internal Server Error')
        trace.errorMessage = (error as Error).message
      }
      if (trace.errorMessage) {
        cloud.log.warn(`${request.method} ${request.path} answered ${response.status}: ${trace.errorMessage}`)
      }
      if (cors && !isPreflight(request)) Object.assign(response.headers, corsHeaders(cors, request))
      response.headers['apigw-requestid'] = request.requestId
      return response
    },
  }
}

function unavailable(): GatewayResponse {
  const message = gatewayMessage(503, 'Service Unavailable')
  return { ...message, headers: { ...message.headers, 'retry-after': retryAfter } }
}

const urgencyOf = ({ method }: GatewayRequest, { authorizer }: RouteTarget): Urgency => {
  if (method !== 'GET' && method !== 'HEAD') return 'write'
  return authorizer ? 'read' : 'browse'
}

function routeTarget(
  { stack, logicalId, properties }: Resource,
  integrations: ReadonlyMap<string, Resource>,
  authorizers: ReadonlyMap<string, Authorizer>,
): RouteTarget {
  const where = `${stack}/${logicalId}`
  const { RouteKey, Target, AuthorizationType = 'NONE', AuthorizerId } = properties as Record<string, string>
  const integration = integrations.get(String(Target).replace(/^integrations\//, ''))
  if (!integration) throw new Error(`${where}: its target ${Target} is not an integration of the same API`)
  const { IntegrationType, PayloadFormatVersion, IntegrationUri, TimeoutInMillis } = integration.properties
  if (IntegrationType !== 'AWS_PROXY' || PayloadFormatVersion !== '2.0') {
    throw new Error(
      `${stack}/${integration.logicalId}: only Lambda integrations (AWS_PROXY) with the payload format 2.0 are emulated`,
    )
  }
  const authorizer = authorizers.get(AuthorizerId ?? '')
  if (AuthorizationType !== 'NONE' && (AuthorizationType !== 'CUSTOM' || !authorizer)) {
    throw new Error(`${where}: the authorization type ${AuthorizationType} is not emulated, only CUSTOM and NONE`)
  }
  return {
    routeKey: String(RouteKey),
    functionArn: functionOfUri(String(IntegrationUri)),
    timeoutMs: Math.min(Number(TimeoutInMillis ?? maxIntegrationMs), maxIntegrationMs),
    authorizer: AuthorizationType === 'CUSTOM' ? authorizer : undefined,
  }
}

/** Undefined when the limit passes first. */
async function within<Result>(work: Promise<Result>, limitMs: number): Promise<Result | undefined> {
  let timer: NodeJS.Timeout | undefined
  const limit = new Promise<undefined>((resolve) => {
    timer = setTimeout(resolve, limitMs, undefined)
  })
  try {
    return await Promise.race([work, limit])
  } finally {
    clearTimeout(timer)
  }
}
