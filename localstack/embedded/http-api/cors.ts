/** CORS of an HTTP API: preflights are answered by the gateway, and its headers replace those of functions. */
import type { GatewayResponse } from './lambda-response.ts'
import type { GatewayRequest } from './request-event.ts'

export interface CorsConfiguration {
  readonly AllowOrigins?: readonly string[]
  readonly AllowMethods?: readonly string[]
  readonly AllowHeaders?: readonly string[]
  readonly ExposeHeaders?: readonly string[]
  readonly AllowCredentials?: boolean | string
  readonly MaxAge?: number | string
}

export const isPreflight = ({ method, headers }: GatewayRequest) =>
  method === 'OPTIONS' && headers.origin !== undefined && headers['access-control-request-method'] !== undefined

function allowedOrigin(cors: CorsConfiguration, origin: string | undefined): string | undefined {
  if (origin === undefined) return undefined
  for (const allowed of cors.AllowOrigins ?? []) {
    if (allowed === '*') return '*'
    if (allowed === origin || (/^https?:\/\/\*$/.test(allowed) && origin.startsWith(allowed.slice(0, -1))))
      return origin
  }
  return undefined
}

export function corsHeaders(cors: CorsConfiguration, { headers, method }: GatewayRequest): Record<string, string> {
  const origin = allowedOrigin(cors, headers.origin)
  if (!origin) return {}
  const result: Record<string, string> = { 'access-control-allow-origin': origin }
  if (origin !== '*') result.vary = 'origin'
  if (String(cors.AllowCredentials) === 'true') result['access-control-allow-credentials'] = 'true'
  const list = (name: string, values: readonly string[] | undefined) => {
    if (values && values.length > 0) result[name] = values.join(',')
  }
  if (method !== 'OPTIONS') {
    list('access-control-expose-headers', cors.ExposeHeaders)
    return result
  }
  list('access-control-allow-methods', cors.AllowMethods)
  list('access-control-allow-headers', cors.AllowHeaders)
  if (cors.MaxAge !== undefined) result['access-control-max-age'] = String(cors.MaxAge)
  return result
}

export const preflightResponse = (cors: CorsConfiguration, request: GatewayRequest): GatewayResponse => ({
  status: 204,
  headers: corsHeaders(cors, request),
  body: '',
})
