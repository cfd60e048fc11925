/** Whose cart a request is about. */
import { createHash, randomBytes } from 'node:crypto'
import type { Caller } from '../shared/http/caller.ts'

export interface Owner {
  /** Partition key of the cart. */
  readonly pk: string
  /** A guest's secret, when the request had one or it was just made. Only its hash is stored. */
  readonly token?: string
  /** Absent for guests. */
  readonly userId?: string
}

const digest = (text: string) => createHash('sha256').update(text).digest('base64url')

export const userOwner = (userId: string): Owner => ({ pk: `USER#${userId}`, userId })
export const guestOwner = (token: string): Owner => ({ pk: `GUEST#${digest(token)}`, token })

/** 256 random bits. */
export const newGuest = (): Owner => guestOwner(randomBytes(32).toString('base64url'))

/** The signed-in user, else the guest with the token; undefined for a guest without one. */
export function ownerOf(caller: Caller, headers: Readonly<Record<string, string | undefined>>): Owner | undefined {
  if (caller.kind === 'user') return userOwner(caller.userId)
  return guestFrom(headers)
}

/** The guest that `X-Cart-Token` names, whoever is signed in. */
export function guestFrom(headers: Readonly<Record<string, string | undefined>>): Owner | undefined {
  const token = headers['x-cart-token']
  return token && /^[\w-]{20,128}$/.test(token) ? guestOwner(token) : undefined
}

/** The same for every read, before and after the cart is first written; tells nothing of the owner. */
export const cartIdOf = (owner: Owner | undefined): string => digest(`cart:${owner?.pk ?? ''}`).slice(0, 22)
