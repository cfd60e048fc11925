import type { Address, ApiKey, Session, User } from './schemas.ts'
import type { AddressItem, ApiKeyItem, SessionItem, UserItem } from './table.ts'

export const toUser = (item: UserItem): User => ({
  id: item.userId,
  email: item.email,
  name: item.name,
  role: item.role,
  ...(item.phone === undefined ? {} : { phone: item.phone }),
  locale: item.locale,
  marketingConsent: item.marketingConsent,
  createdAt: item.createdAt,
  version: item.version,
})

export const toAddress = (item: AddressItem, defaultId: string | undefined): Address => ({
  id: item.addressId,
  ...item.address,
  isDefault: item.addressId === defaultId,
  createdAt: item.createdAt,
  version: item.version,
})

export const toApiKey = (item: ApiKeyItem): ApiKey => ({
  id: item.keyId,
  name: item.name,
  scopes: [...item.scopes],
  createdAt: item.createdAt,
  ...(item.validUntil === undefined ? {} : { expiresAt: item.validUntil }),
  ...(item.lastUsedAt === undefined ? {} : { lastUsedAt: item.lastUsedAt }),
})

/** Without its secrets' hashes. */
export const toSession = (item: SessionItem): Session => ({
  id: item.sessionId,
  createdAt: item.createdAt,
  expiresAt: new Date(item.expiresAt * 1000).toISOString(),
  ...(item.revokedAt === undefined ? {} : { revokedAt: item.revokedAt }),
})
