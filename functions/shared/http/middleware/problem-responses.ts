import type middy from '@middy/core'
import { Problem } from '../../errors.ts'
import { logger } from '../../observability/logger.ts'
import { type HttpEvent, type HttpResult, requestIdOf } from '../endpoint.ts'

/** The one place that turns errors into RFC 9457 problem+json. */
export function problemResponses(): middy.MiddlewareObj<HttpEvent, HttpResult> {
  return {
    onError(request) {
      const requestId = requestIdOf(request.event, request.context)
      const problem = asProblem(request.error)
      if (problem.status >= 500) logger.error('request failed', request.error as Error)
      request.response = {
        statusCode: problem.status,
        headers: { 'content-type': 'application/problem+json; charset=utf-8', ...problem.headers },
        body: JSON.stringify({
          type: `https://tradewind.example/problems/${problem.code.toLowerCase().replaceAll('_', '-')}`,
          title: problem.title,
          status: problem.status,
          detail: problem.message,
          code: problem.code,
          requestId,
          ...(problem.errors ? { errors: problem.errors } : {}),
        }),
      }
    },
  }
}

function asProblem(error: unknown): Problem {
  if (error instanceof Problem) return error
  const name = error instanceof Error ? error.name : ''
  if (name === 'TransactionConflict' || name === 'ConditionFailed') {
    return new Problem('CONFLICT', 'Somebody else changed this at the same time. Read it again and repeat.', {
      cause: error,
    })
  }
  return new Problem(
    'INTERNAL_ERROR',
    'Something went wrong on our side. Try again; if it stays, tell us the request id.',
    { cause: error },
  )
}
