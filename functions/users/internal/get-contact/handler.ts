import { getContact } from '../../../../contracts/internal/get-contact.ts'
import { internal } from '../../../shared/internal.ts'
import { getUser } from '../../table.ts'

export const handler = internal(getContact, async ({ userId }) => {
  const user = await getUser(userId)
  if (!user) return { contact: null }
  const { email, name, phone, locale, marketingConsent } = user
  return { contact: { email, name, phone, locale, marketingConsent } }
})
