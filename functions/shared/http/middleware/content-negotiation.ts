import type middy from '@middy/core'
import { Problem } from '../../errors.ts'
import type { HttpEvent, HttpResult } from '../endpoint.ts'
import type { Route } from '../route.ts'

/** Refuses a body on an operation that takes none. */
export function contentNegotiation(route: Route): middy.MiddlewareObj<HttpEvent, HttpResult> {
  return {
    before({ event }) {
      const hasBody = event.body !== undefined && event.body !== ''
      if (hasBody && !route.body && !route.rawBody && !/^\s*(?:\{\s*\})?\s*$/.test(event.body!)) {
        throw new Problem('VALIDATION_FAILED', `${route.method} ${route.path} takes no body.`)
      }
    },
  }
}
