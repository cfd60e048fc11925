import type middy from '@middy/core'
import { assertAccess, callerFrom } from '../caller.ts'
import type { HttpEvent, HttpResult } from '../endpoint.ts'
import type { Route } from '../route.ts'

/** Who may not come hears so before anything else of the request is looked at. */
export function accessControl(route: Route): middy.MiddlewareObj<HttpEvent, HttpResult> {
  return {
    before({ event }) {
      assertAccess(route.access, callerFrom(event.requestContext.authorizer?.lambda ?? undefined))
    },
  }
}
