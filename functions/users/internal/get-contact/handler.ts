import { getContact } from '../../../../contracts/internal/get-contact.ts'
import { internal } from '../../../shared/internal.ts'
import { getUser } from '../../table.ts'

export const handler = internal(getContact, async ({ userId }) => {
  const user = await getUser(userId)
  return { contact: user ? { email: user.email, name: user.name, phone: user.phone, locale: user.locale } : null }
})
