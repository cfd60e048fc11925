import type * as z from 'zod/mini'
import { getContact } from '../../contracts/internal/get-contact.ts'
import { call } from '../shared/internal.ts'
import { getPreferencesItem, type PreferencesItem } from './table.ts'

/** Where a user can be reached, as the users service knows it at this moment, and what the user wants. */
export interface Person {
  /** `null` for a user who does not exist or is gone. */
  readonly contact: z.infer<typeof getContact.output>['contact']
  readonly preferences: PreferencesItem
}

export async function lookUp(userId: string): Promise<Person> {
  const [preferences, { contact }] = await Promise.all([getPreferencesItem(userId), call(getContact, { userId })])
  return { contact, preferences }
}
