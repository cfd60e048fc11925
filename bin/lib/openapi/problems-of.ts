/** Every problem that an operation can answer: those its route names and those that follow from what it declares. */
import type { ProblemCode } from '../../../contracts/problem-codes.ts'
import type { Route } from '../../../functions/shared/http/route.ts'

export function problemsOf(route: Route): Set<ProblemCode> {
  const codes = new Set<ProblemCode>(route.problems)
  const add = (condition: unknown, ...more: readonly ProblemCode[]) => {
    if (condition) for (const code of more) codes.add(code)
  }
  // Unknown query parameters are refused everywhere, and a body where none is taken.
  add(true, 'VALIDATION_FAILED', 'INTERNAL_ERROR')
  add(route.body, 'MALFORMED_REQUEST', 'UNSUPPORTED_MEDIA_TYPE')
  add(route.contentTypes, 'UNSUPPORTED_MEDIA_TYPE')
  add(route.body || route.rawBody, 'BODY_TOO_LARGE')
  // Service keys have a limit of their own.
  add(route.access !== 'public', 'INVALID_TOKEN', 'TOO_MANY_REQUESTS')
  add(route.rateLimit, 'TOO_MANY_REQUESTS')
  add(typeof route.access === 'object', 'UNAUTHENTICATED', 'FORBIDDEN')
  add(route.ownership === 'resource', 'NOT_FOUND')
  add(queryFields(route).includes('cursor'), 'INVALID_CURSOR')
  add(route.idempotency, 'IDEMPOTENCY_KEY_REUSED', 'IDEMPOTENCY_IN_PROGRESS')
  add(route.idempotency === 'required', 'IDEMPOTENCY_KEY_REQUIRED')
  add(route.table === 'write', 'CONFLICT')
  add(route.calls?.length, 'PROVIDER_UNAVAILABLE')
  return codes
}

export const takesIfMatch = (route: Route): boolean => route.problems?.includes('VERSION_MISMATCH') ?? false

export const queryFields = (route: Route): string[] =>
  Object.keys((route.query as { shape?: object } | undefined)?.shape ?? {})
