import middy from '@middy/core'
import { notFound, Problem } from '../../shared/errors.ts'
import type { HttpEvent, HttpResult } from '../../shared/http/endpoint.ts'
import { problemResponses } from '../../shared/http/middleware/problem-responses.ts'
import { responseHeaders } from '../../shared/http/middleware/response-headers.ts'
import { methodsOf } from '../domain/methods-of.ts'

/** Every "METHOD /path" of the shop, written in by the build. */
declare const __ROUTES__: readonly string[] | undefined
const routes = typeof __ROUTES__ === 'undefined' ? [] : __ROUTES__

export const handler = middy<HttpEvent, HttpResult>()
  .use(responseHeaders({}))
  .use(problemResponses())
  .handler(async (event: HttpEvent): Promise<HttpResult> => {
    const { method, path } = event.requestContext.http
    const allowed = methodsOf(event.rawPath ?? path, routes)
    if (allowed.length === 0) throw notFound('path')
    throw new Problem('METHOD_NOT_ALLOWED', `${method} is not possible here: use ${allowed.join(' or ')}.`, {
      headers: { allow: allowed.join(', ') },
    })
  })
