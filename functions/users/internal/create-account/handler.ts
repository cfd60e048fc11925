import type { PostalAddress } from '../../../../contracts/address.ts'
import { UserRegistered } from '../../../../contracts/events/user-registered.ts'
import { createAccount } from '../../../../contracts/internal/create-account.ts'
import { newId } from '../../../shared/ids.ts'
import { internal } from '../../../shared/internal.ts'
import { publish } from '../../../shared/outbox.ts'
import { normalizeEmail } from '../../domain/email.ts'
import { hashPassword } from '../../passwords.ts'
import { addAddress, createUser, findUserByEmail, getAddressBook, setRoleAndPassword } from '../../table.ts'

export const handler = internal(createAccount, async (input) => {
  const email = normalizeEmail(input.email)
  const passwordHash = await hashPassword(input.password)
  const known = await findUserByEmail(email)
  const userId = known?.userId ?? newId()
  if (known) await setRoleAndPassword(userId, input.role, passwordHash)
  else await create({ userId, email, passwordHash, name: input.name, phone: input.phone, role: input.role })
  if (input.address) await addFirstAddress(userId, input.address)
  return { userId }
})

async function create(
  account: Pick<Parameters<typeof createUser>[0], 'userId' | 'email' | 'passwordHash' | 'name' | 'phone' | 'role'>,
) {
  const now = new Date()
  const user = { ...account, locale: 'en', marketingConsent: false, createdAt: now.toISOString(), version: 1 }
  const context = { newId, now, correlationId: account.userId }
  await createUser(user, [], [publish(UserRegistered, account.userId, { userId: account.userId }, context)])
}

async function addFirstAddress(userId: string, address: PostalAddress) {
  if ((await getAddressBook(userId)).ids.length > 0) return
  await addAddress(userId, { addressId: newId(), address, createdAt: new Date().toISOString(), version: 1 }, true)
}
