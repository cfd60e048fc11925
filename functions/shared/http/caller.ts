import { forbidden, Problem } from '../errors.ts'
import type { Access, Role, Scope } from './route.ts'

export interface User {
  readonly kind: 'user'
  readonly userId: string
  readonly role: Role
  /** The refresh token family: ends with logout. */
  readonly sessionId: string
}

export interface ServiceKey {
  readonly kind: 'service'
  readonly keyId: string
  readonly scopes: readonly Scope[]
}

export interface Anonymous {
  readonly kind: 'anonymous'
  /** Why there is no caller although something was presented. */
  readonly reason?: string
  /** Seconds. Known, but over its limit. */
  readonly retryAfter?: number
}

export type Caller = User | ServiceKey | Anonymous

/**
 * What the authorizer tells the endpoint, as flat strings.
 * It never refuses by itself: the gateway's own 401 has no problem+json and no WWW-Authenticate.
 */
export interface AuthorizerContext {
  readonly kind: 'user' | 'service' | 'anonymous'
  readonly id?: string
  readonly role?: string
  readonly session?: string
  /** Space separated. */
  readonly scopes?: string
  readonly reason?: string
  /** Seconds, with `anonymous`: who it is has used up a limit. */
  readonly retryAfter?: string
}

export function callerFrom(context: Partial<AuthorizerContext> | undefined): Caller {
  if (context?.kind === 'user' && context.id) {
    return { kind: 'user', userId: context.id, role: context.role as Role, sessionId: context.session ?? '' }
  }
  if (context?.kind === 'service' && context.id) {
    return { kind: 'service', keyId: context.id, scopes: (context.scopes ?? '').split(' ').filter(Boolean) as Scope[] }
  }
  return {
    kind: 'anonymous',
    ...(context?.reason ? { reason: context.reason } : {}),
    ...(context?.retryAfter ? { retryAfter: Number(context.retryAfter) } : {}),
  }
}

/** @throws {Problem} 401 without a caller, 403 with the wrong one, 429 for one over its limit. */
export function assertAccess(access: Access, caller: Caller): void {
  if (access === 'public') return
  if (caller.kind === 'anonymous') {
    // An invalid token on an optional route is an error too: silently acting as a guest would lose the user's cart.
    if (access === 'optional' && !caller.reason) return
    if (caller.retryAfter !== undefined) {
      throw new Problem('TOO_MANY_REQUESTS', `${caller.reason} Wait ${caller.retryAfter} seconds.`, {
        headers: { 'retry-after': String(caller.retryAfter) },
      })
    }
    const error = caller.reason ? 'Bearer error="invalid_token"' : 'Bearer'
    throw new Problem(caller.reason ? 'INVALID_TOKEN' : 'UNAUTHENTICATED', unauthenticatedDetail(caller.reason), {
      headers: { 'www-authenticate': `${error}, realm="tradewind"`.replace('Bearer,', 'Bearer') },
    })
  }
  if (access === 'optional') return
  if (caller.kind === 'user' && access.roles.includes(caller.role)) return
  if (caller.kind === 'service' && caller.scopes.some((scope) => access.scopes?.includes(scope))) return
  throw forbidden('Your account or key is not allowed to do this.')
}

const unauthenticatedDetail = (reason: string | undefined) =>
  reason ?? 'Send an access token as "Authorization: Bearer …"; POST /api/users/login gives one.'

export const isStaff = (caller: Caller): boolean =>
  caller.kind === 'user' && (caller.role === 'staff' || caller.role === 'admin')

/** Who did it, as written into histories and ledgers: an id, never a name. */
export function actor(caller: Caller): string {
  if (caller.kind === 'user') return `${caller.role}:${caller.userId}`
  return caller.kind === 'service' ? `key:${caller.keyId}` : 'guest'
}
