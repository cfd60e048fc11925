import type middy from '@middy/core'
import { Problem } from '../../errors.ts'
import type { HttpEvent, HttpResult } from '../endpoint.ts'
import type { Route } from '../route.ts'

/** Refuses a body on an operation that takes none, and one of a type that the operation does not read. */
export function contentNegotiation(route: Route): middy.MiddlewareObj<HttpEvent, HttpResult> {
  return {
    before({ event }) {
      const hasBody = event.body !== undefined && event.body !== ''
      if (hasBody && !route.body && !route.rawBody && !/^\s*(?:\{\s*\})?\s*$/.test(event.body!)) {
        throw new Problem('VALIDATION_FAILED', `${route.method} ${route.path} takes no body.`)
      }
      if (route.contentTypes) assertContentType(event.headers['content-type'], route.contentTypes)
    },
  }
}

function assertContentType(header: string | undefined, allowed: readonly string[]): void {
  const [type = '', ...parameters] = (header ?? '').toLowerCase().split(';')
  const charset = parameters.map((parameter) => /^\s*charset="?([^"\s]+)/.exec(parameter)?.[1]).find(Boolean)
  if (allowed.includes(type.trim()) && (charset === undefined || /^(?:utf-8|us-ascii)$/.test(charset))) return
  throw new Problem('UNSUPPORTED_MEDIA_TYPE', `Send the body as ${allowed.join(' or ')}, in UTF-8.`)
}
