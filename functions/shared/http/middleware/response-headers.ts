import type middy from '@middy/core'
import { type HttpEvent, type HttpResult, requestIdOf } from '../endpoint.ts'
import type { Route } from '../route.ts'

/** Headers of every answer, and 304 for a client that has it already. */
export function responseHeaders(
  route: Partial<Pick<Route, 'method' | 'cacheControl'>>,
): middy.MiddlewareObj<HttpEvent, HttpResult> {
  const finish = (request: middy.Request<HttpEvent, HttpResult>) => {
    const response = request.response
    if (!response) return
    const succeeded = (response.statusCode ?? 200) < 400
    response.headers = {
      'x-request-id': requestIdOf(request.event, request.context),
      'x-content-type-options': 'nosniff',
      'cache-control': (succeeded && route.cacheControl) || 'no-store',
      ...response.headers,
    }
    const etag = response.headers.etag
    if (
      route.method === 'GET' &&
      response.statusCode === 200 &&
      etag &&
      matchesEtag(request.event.headers['if-none-match'], etag)
    ) {
      response.statusCode = 304
      delete response.body
    }
  }
  return { after: finish, onError: finish }
}

function matchesEtag(header: string | undefined, etag: unknown): boolean {
  if (!header) return false
  return header === '*' || header.split(',').some((candidate) => candidate.trim().replace(/^W\//, '') === etag)
}
