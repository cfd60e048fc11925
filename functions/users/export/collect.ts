/** Asks every service for what it keeps about a person, all at the same time. One that does not answer fails the whole. */
import { customerExports } from '../../../contracts/internal/index.ts'
import { decodeCursor, encodeCursor } from '../../shared/cursor.ts'
import { call } from '../../shared/internal.ts'
import { getAddressBook, getUser, listAllAddresses, listAllSessions } from '../table.ts'
import { accountGone } from '../tokens.ts'
import { toAddress, toSession, toUser } from '../views.ts'

/** @throws {Problem} PROVIDER_UNAVAILABLE: an export that leaves something out would be taken for the whole. */
export async function exportFrom(userId: string, cursor: string | undefined, now: Date) {
  const bound = [userId, 'export']
  const begun = (await decodeCursor(cursor, bound)) as Record<string, string> | undefined
  const asked = customerExports.filter(({ service }) => !begun || begun[service] !== undefined)
  const [own, ...parts] = await Promise.all([
    begun ? {} : ownData(userId),
    ...asked.map((contract) => call(contract, { userId, cursor: begun?.[contract.service] })),
  ])
  const rest = asked.flatMap(({ service }, index) => {
    const next = parts[index]!.nextCursor
    return next === null ? [] : [[service, next]]
  })
  return {
    exportedAt: now.toISOString(),
    ...own,
    ...Object.assign({}, ...parts.map(({ data }) => data)),
    nextCursor: rest.length > 0 ? await encodeCursor(Object.fromEntries(rest), bound) : null,
  }
}

async function ownData(userId: string) {
  const [user, book, addresses, sessions] = await Promise.all([
    getUser(userId),
    getAddressBook(userId),
    listAllAddresses(userId),
    listAllSessions(userId),
  ])
  if (!user) throw accountGone()
  return {
    user: toUser(user),
    addresses: addresses.map((item) => toAddress(item, book.defaultId)),
    sessions: sessions.map(toSession),
  }
}
