/** Turns what a function returned (payload format 2.0) into an HTTP answer. */

export interface GatewayResponse {
  readonly status: number
  readonly headers: Record<string, string | string[]>
  readonly body: string | Buffer
}

interface FunctionResponse {
  readonly statusCode?: number | string
  readonly headers?: Readonly<Record<string, string | number | boolean>>
  readonly cookies?: readonly string[]
  readonly body?: unknown
  readonly isBase64Encoded?: boolean
}

/** Undefined when the gateway would call the answer malformed. */
export function lambdaResponse(payload: unknown): GatewayResponse | undefined {
  const isStructured = payload !== null && typeof payload === 'object' && 'statusCode' in payload
  if (!isStructured) {
    const body = typeof payload === 'string' ? payload : JSON.stringify(payload)
    return { status: 200, headers: { 'content-type': 'application/json' }, body }
  }
  const response = payload as FunctionResponse
  const status = Number(response.statusCode)
  if (!Number.isInteger(status) || status < 100 || status > 599) return undefined
  const headers: Record<string, string | string[]> = {}
  for (const [name, value] of Object.entries(response.headers ?? {})) headers[name.toLowerCase()] = String(value)
  if (response.cookies && response.cookies.length > 0) headers['set-cookie'] = [...response.cookies]
  const text = response.body === undefined || response.body === null ? '' : response.body
  if (typeof text !== 'string') return undefined
  headers['content-type'] ??= 'text/plain;charset=UTF-8'
  return { status, headers, body: response.isBase64Encoded ? Buffer.from(text, 'base64') : text }
}

/** An answer of the gateway itself. */
export const gatewayMessage = (status: number, message: string): GatewayResponse => ({
  status,
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify({ message }),
})
