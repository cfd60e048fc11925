/** Fills in the `$context` variables of a stage's access log format. Unknown ones become `-`, as on AWS. */
import type { Trace } from './api.ts'
import type { GatewayResponse } from './lambda-response.ts'
import { type GatewayRequest, logTime } from './request-event.ts'

export function accessLogLine(
  format: string,
  request: GatewayRequest,
  response: GatewayResponse,
  trace: Trace,
): string {
  const { route } = trace
  const latency = Date.now() - request.startedAt
  const authorizer = (trace.authorizer ?? {}) as Record<string, unknown>
  const values: Record<string, unknown> = {
    accountId: route?.accountId,
    apiId: route?.apiId,
    domainName: request.headers.host,
    'error.message': trace.errorMessage,
    'error.messageString': trace.errorMessage && JSON.stringify(trace.errorMessage),
    extendedRequestId: request.requestId,
    httpMethod: request.method,
    'identity.sourceIp': request.sourceIp,
    'identity.userAgent': request.headers['user-agent'],
    'integration.error': trace.errorMessage,
    'integration.latency': trace.integrationLatency,
    'integration.status': trace.integrationLatency === undefined ? undefined : 200,
    integrationErrorMessage: trace.errorMessage,
    integrationLatency: trace.integrationLatency,
    integrationStatus: trace.integrationLatency === undefined ? undefined : 200,
    path: request.path,
    protocol: request.protocol,
    requestId: request.requestId,
    requestTime: logTime(request.startedAt),
    requestTimeEpoch: request.startedAt,
    responseLatency: latency,
    responseLength: Buffer.byteLength(response.body),
    routeKey: route?.routeKey,
    stage: route?.stage,
    status: response.status,
  }
  return format.replace(/\$context\.([\w.-]+)/g, (_whole, name: string) => {
    const value = name.startsWith('authorizer.') ? authorizer[name.slice('authorizer.'.length)] : values[name]
    return value === undefined || value === null ? '-' : String(value)
  })
}
