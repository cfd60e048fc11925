import type * as z from 'zod/mini'
import type { ProblemCode } from '../../../contracts/problem-codes.ts'
import type { Capability, FunctionDefinition, TableAccess } from '../service.ts'

export const roles = ['customer', 'staff', 'admin'] as const
export type Role = (typeof roles)[number]

export const scopes = ['inventory:write', 'notifications:send', 'catalog:write', 'orders:read'] as const
export type Scope = (typeof scopes)[number]

/**
 * Who may call. `public`: nobody is asked. `optional`: a token is used where present (a guest's cart).
 * Otherwise a user with one of the roles, or a service key with one of the scopes.
 */
export type Access = 'public' | 'optional' | { readonly roles: readonly Role[]; readonly scopes?: readonly Scope[] }

/** Every signed-in user, whatever the role. */
export const anyUser: Access = { roles }
export const staffOnly: Access = { roles: ['staff', 'admin'] }

/**
 * Whose data an operation touches. `shop`: nobody's, or the shop's own. `caller`: what the token itself stands for.
 * `resource`: something with an owner that the request names; to everyone but the owner and staff it does not exist (404).
 */
export type Ownership = 'shop' | 'caller' | 'resource'

/** Headers that an operation reads beyond those that follow from its other properties. */
export type RequestHeader =
  | 'Accept-Language'
  | 'X-Cart-Token'
  | 'X-Payment-Signature'
  | 'Stripe-Signature'
  | 'X-Carrier-Signature'
/** Headers that it sets on its answers beyond those that follow. */
export type AnswerHeader = 'Content-Security-Policy' | 'ETag' | 'Location' | 'Vary' | 'X-Cart-Token'

/** What one caller may do of a route. A stage setting. */
export interface RateLimit {
  /** The bucket's size: so many at once. */
  readonly requests: number
  /** In so many seconds an empty bucket is full again; tokens come back evenly. */
  readonly seconds: number
}

/** One HTTP operation as data: validation, handler types, IAM, OpenAPI and the local gateway follow from it. */
export interface Route<
  Params extends z.ZodMiniType = z.ZodMiniType,
  Query extends z.ZodMiniType = z.ZodMiniType,
  Body extends z.ZodMiniType = z.ZodMiniType,
> extends FunctionDefinition {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE'
  /** `/api/orders/{id}` */
  readonly path: string
  readonly summary: string
  readonly access: Access
  readonly ownership: Ownership
  /** Path parameters; strings unless the schema coerces. */
  readonly params?: Params
  readonly query?: Query
  /** A strict object: unknown fields are refused. Absent: the operation takes no body. */
  readonly body?: Body
  /** Answers by status: schemas of the success bodies. `null` for an empty one. */
  readonly responses: Readonly<Record<number, z.ZodMiniType | null>>
  /** Problems it may answer beyond those of every route. */
  readonly problems?: readonly ProblemCode[]
  /** `required` refuses a request without Idempotency-Key; `optional` honours one. */
  readonly idempotency?: 'required' | 'optional'
  /**
   * Of a first answer that was written down before all was done: a repetition then reaches the handler, with `idempotency.replay`,
   * and goes on where a crash may have stopped the first.
   */
  readonly isUnfinished?: (answer: unknown) => boolean
  /**
   * Each caller (user, service key, or address where nobody signed in) or each address has a token bucket, whose size is
   * a stage setting under the route's name. An empty one: 429 with Retry-After.
   */
  readonly rateLimit?: { readonly by: 'caller' | 'address' }
  /** Cache-Control of a 200; absent means `no-store`. Gives the answer an ETag. */
  readonly cacheControl?: string
  readonly headers?: { readonly request?: readonly RequestHeader[]; readonly answer?: readonly AnswerHeader[] }
  /** Content type of the success body where that is not JSON; its schema is then a string. */
  readonly produces?: string
  /** The body is handed over unparsed as `input.rawBody`: for signatures, and for what is not JSON. */
  readonly rawBody?: boolean
  /** Content types of a `rawBody`, all of them text in UTF-8; others are refused with 415. Absent: any. */
  readonly contentTypes?: readonly string[]
  /** Largest body. Absent: 256 KiB. Lambda takes 6 MB with everything around it, which is 4 MiB where the gateway encodes. */
  readonly maxBodyBytes?: number
}

export function defineRoute<
  Params extends z.ZodMiniType = z.ZodMiniType<Record<string, never>>,
  Query extends z.ZodMiniType = z.ZodMiniType<Record<string, never>>,
  Body extends z.ZodMiniType = z.ZodMiniType<undefined>,
>(route: Route<Params, Query, Body>): Route<Params, Query, Body> {
  return route
}

/** A bucket of tokens is an item of the service's own table. */
export const tableAccessOf = ({ table, rateLimit }: Route): TableAccess => (rateLimit ? 'write' : table)

/** What a route uses: what it names, the key of cursors when its query takes one, and its rate limit. */
export function capabilitiesOf(route: Route): Capability[] {
  const { shape } = (route.query ?? {}) as { shape?: Record<string, unknown> }
  return [
    ...(route.uses ?? []),
    ...(shape && 'cursor' in shape ? (['sign-cursors'] as const) : []),
    ...(route.rateLimit ? (['limit-rate'] as const) : []),
  ]
}
