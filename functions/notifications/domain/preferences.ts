import { type Category, type Channel, categories, channels } from './template.ts'

export type ChannelSettings = Readonly<Record<Category, Readonly<Record<Channel, boolean>>>>

export interface QuietHours {
  /** `22:00`, in the time zone. */
  readonly from: string
  readonly to: string
  /** IANA name. */
  readonly timeZone: string
}

/** What somebody gets who never said: news of orders, products they asked for, and no advertising. */
export const defaultChannels: ChannelSettings = {
  order: { email: true, sms: true, inApp: true },
  stock: { email: true, sms: false, inApp: true },
  marketing: { email: false, sms: false, inApp: false },
}

/** Whether a message is wanted on a channel. Nobody can switch off what keeps the account safe. */
export const isWanted = (settings: ChannelSettings, category: Category | 'account', channel: Channel): boolean =>
  category === 'account' || settings[category][channel]

export type ChannelChanges = {
  readonly [C in Category]?: { readonly [K in Channel]?: boolean | undefined } | undefined
}

/** Takes over what is given and keeps the rest. */
export function mergeChannels(current: ChannelSettings, changes: ChannelChanges): ChannelSettings {
  const merged = categories.map((category) => [
    category,
    Object.fromEntries(
      channels.map((channel) => [channel, changes[category]?.[channel] ?? current[category][channel]]),
    ),
  ])
  return Object.fromEntries(merged) as ChannelSettings
}
