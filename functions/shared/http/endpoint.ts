/** Turns a route and a short function into the Lambda behind an HTTP API. */
import middy from '@middy/core'
import type { APIGatewayProxyEventV2WithLambdaAuthorizer, APIGatewayProxyStructuredResultV2, Context } from 'aws-lambda'
import type * as z from 'zod/mini'
import type { Deps } from '../deps.ts'
import { Problem } from '../errors.ts'
import { newId } from '../ids.ts'
import { logger } from '../observability/logger.ts'
import { withDeadline } from '../resilience/deadline.ts'
import { type AuthorizerContext, type Caller, callerFrom, type User } from './caller.ts'
import { type Idempotency, idempotencyOf, replayed, replayedHeader } from './idempotency.ts'
import { accessControl } from './middleware/access-control.ts'
import { contentNegotiation } from './middleware/content-negotiation.ts'
import { problemResponses } from './middleware/problem-responses.ts'
import { responseHeaders } from './middleware/response-headers.ts'
import { limitRate } from './rate-limit/limit-rate.ts'
import { type Reply, reply } from './reply.ts'
import type { Route } from './route.ts'
import { parseRequest } from './validation.ts'

export type HttpEvent = APIGatewayProxyEventV2WithLambdaAuthorizer<Partial<AuthorizerContext> | undefined>
export type HttpResult = APIGatewayProxyStructuredResultV2

/** What a handler gets of the request. */
export interface Input<Params, Query, Body, Who extends Caller = Caller> {
  readonly params: Params
  readonly query: Query
  readonly body: Body
  readonly caller: Who
  /** The text of the body, for signatures. */
  readonly rawBody: string
  /** By lower-case name. */
  readonly headers: Readonly<Record<string, string | undefined>>
  readonly sourceIp: string
  /** The version of `If-Match`, when sent. */
  readonly ifMatch: number | undefined
  /** Present when the client sent an Idempotency-Key: its `record` belongs into the effect's transaction. */
  readonly idempotency: Idempotency | undefined
}

type InputOf<R extends Route> = Input<
  z.infer<NonNullable<R['params']>>,
  z.infer<NonNullable<R['query']>>,
  z.infer<NonNullable<R['body']>>,
  Caller
>

/** Returns the body of the route's first success status, or `reply(…)` for another status or headers. */
export type EndpointHandler<R extends Route> = (input: InputOf<R>, deps: Deps) => Promise<object | Reply | undefined>

/** Milliseconds until an HTTP API gives a function up. */
const GATEWAY_MS = 29_000

export function endpoint<R extends Route>(route: R, handle: EndpointHandler<R>) {
  const run = async (event: HttpEvent, context: Context): Promise<HttpResult> => {
    const caller = callerFrom(event.requestContext.authorizer?.lambda ?? undefined)
    const request = parseRequest(route, event)
    const [idempotency] = await Promise.all([
      idempotencyOf(route, event, caller, new Date()),
      limitRate(route, event, caller, new Date()),
    ])
    const first = idempotency?.replay
    if (first && !route.isUnfinished?.(JSON.parse(first.body))) return replayed(first)
    const deps: Deps = {
      now: new Date(),
      newId,
      requestId: requestIdOf(event, context),
      correlationId: correlationIdOf(event, context),
    }
    const input = { ...request, caller, idempotency } as unknown as InputOf<R>
    try {
      const answer = reply.toHttp(route, await handle(input, deps))
      return first ? { ...answer, headers: { ...answer.headers, ...replayedHeader } } : answer
    } catch (error) {
      // What stands in its way may be what it asked for: done by a repetition that was faster.
      const twin = error instanceof Problem && error.status === 409 ? await idempotency?.doneMeanwhile() : undefined
      if (!twin || route.isUnfinished?.(JSON.parse(twin.body))) throw error
      return replayed(twin)
    }
  }
  return middy<HttpEvent, HttpResult>()
    .use(responseHeaders(route))
    .use(problemResponses())
    .use(accessControl(route))
    .use(contentNegotiation(route))
    .before(({ event, context }) => {
      logger.resetKeys()
      logger.appendKeys({ requestId: requestIdOf(event, context), correlationId: correlationIdOf(event, context) })
    })
    .handler((event, context) => withDeadline(context, () => run(event, context), GATEWAY_MS))
}

/** The signed-in user of a route whose access lets only users in. */
export function userOf(caller: Caller): User {
  if (caller.kind !== 'user') throw new Error('This route lets only users in: check its access')
  return caller
}

export const requestIdOf = (event: HttpEvent, context: Context): string =>
  event.requestContext?.requestId ?? context.awsRequestId

/** The trace id of a client's `traceparent`, else the request id. */
export function correlationIdOf(event: HttpEvent, context: Context): string {
  const traceId = /^[0-9a-f]{2}-([0-9a-f]{32})-[0-9a-f]{16}-[0-9a-f]{2}$/.exec(event.headers?.traceparent ?? '')?.[1]
  return traceId ?? requestIdOf(event, context)
}
