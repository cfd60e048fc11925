import { type ChannelSettings, isWanted, type QuietHours } from './preferences.ts'
import { quietUntil } from './quiet-hours.ts'
import type { Category } from './template.ts'

export interface Message {
  readonly category: Category | 'account'
  readonly channel: 'email' | 'sms'
}

export interface Wishes {
  readonly channels: ChannelSettings
  readonly quietHours?: QuietHours | undefined
  readonly marketingConsent: boolean
}

export type Decision = { readonly do: 'send' | 'skip' } | { readonly do: 'defer'; readonly until: Date }

/**
 * Whether and when a message goes to somebody who has wishes. Advertising needs the consent of the profile and the channel.
 * In quiet hours every SMS waits, for it wakes people, and so does an e-mail about stock or of advertising. An e-mail about
 * an order or the account goes at once: it is looked for, and a mailbox makes no noise that its owner did not ask for.
 */
export function decide({ category, channel }: Message, wishes: Wishes, now: Date): Decision {
  if (!isWanted(wishes.channels, category, channel)) return { do: 'skip' }
  if (category === 'marketing' && !wishes.marketingConsent) return { do: 'skip' }
  const until = wishes.quietHours && quietUntil(now, wishes.quietHours)
  if (!until || (channel === 'email' && (category === 'order' || category === 'account'))) return { do: 'send' }
  return { do: 'defer', until }
}
