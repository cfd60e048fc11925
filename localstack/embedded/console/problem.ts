export interface Answer {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly body: string | Buffer
}

/** An RFC 9457 problem. */
export function problem(status: number, code: string, detail: string, more: object = {}): Answer {
  const title =
    {
      400: 'Bad Request',
      403: 'Forbidden',
      404: 'Not Found',
      405: 'Method Not Allowed',
      415: 'Unsupported Media Type',
    }[status] ?? 'Internal Server Error'
  return {
    status,
    headers: { 'content-type': 'application/problem+json', ...(status === 405 ? { allow: 'GET, HEAD' } : {}) },
    body: JSON.stringify({ type: 'about:blank', title, status, code, detail, ...more }),
  }
}

export const json = (value: unknown): Answer => ({
  status: 200,
  headers: { 'content-type': 'application/json; charset=utf-8' },
  body: JSON.stringify(value),
})
