import * as z from 'zod/mini'
import { Id, Timestamp } from '../../contracts/quantity.ts'
import { channels } from './domain/template.ts'
import { templates as allTemplates, templateNames } from './domain/templates/index.ts'
import { TEXT_CHECKS, textMessage } from './domain/templates/text-message.ts'

export const notificationStatuses = ['PENDING', 'SENT', 'SKIPPED'] as const

export const Notification = z.object({
  id: Id,
  channel: z.enum(channels),
  template: z.string(),
  /** SKIPPED: not wanted on this channel, or there is no address to send it to. */
  status: z.enum(notificationStatuses),
  /** Of messages in the inbox. */
  title: z.optional(z.string()),
  text: z.optional(z.string()),
  orderId: z.optional(z.string()),
  createdAt: Timestamp,
  sentAt: z.optional(Timestamp),
  readAt: z.optional(Timestamp),
  version: z.int(),
})
export type Notification = z.infer<typeof Notification>

const whoFields = <To extends z.ZodMiniType<string>>(to: To) => ({
  to: z.optional(to),
  userId: z.optional(Id),
  locale: z.optional(z.string().check(z.regex(/^[a-z]{2,3}(?:-[A-Za-z0-9]{2,8})*$/, 'a BCP 47 tag such as "en"'))),
})

const known = `one of ${templateNames.join(', ')}`

/** One strict shape for each template, told apart by `template`. */
const templateBodies = <To extends z.ZodMiniType<string>>(
  to: To,
  templates: readonly (typeof allTemplates)[number][],
) =>
  templates.map(({ name, data }) =>
    z.strictObject({
      ...whoFields(to),
      template: z.literal(name as string),
      // Absent as if empty: then each missing field is named.
      data: z.prefault(data as z.ZodMiniType<Record<string, unknown>>, {}),
    }),
  )

/** Body of a request to send an e-mail. */
export const emailBody = <To extends z.ZodMiniType<string>>(to: To) => {
  const [first, ...others] = templateBodies(to, allTemplates)
  return z.discriminatedUnion('template', [first!, ...others], { error: known })
}

/** Body of a request to send an SMS: a template with its data, or just a text. */
export const smsBody = <To extends z.ZodMiniType<string>>(to: To) => {
  const text = z.strictObject({
    ...whoFields(to),
    template: z.optional(z.literal(textMessage.name)),
    text: z.string({ error: `a text, or as template ${known}` }).check(...TEXT_CHECKS),
  })
  const others = allTemplates.filter(({ name }) => name !== textMessage.name)
  return z.discriminatedUnion('template', [text, ...templateBodies(to, others)], { error: known })
}

const ChannelSwitches = z.strictObject({ email: z.boolean(), sms: z.boolean(), inApp: z.boolean() })
const SomeSwitches = z.optional(z.partial(ChannelSwitches))
const Clock = z.string().check(z.regex(/^(?:[01]\d|2[0-3]):[0-5]\d$/, 'a time of day such as "22:00"'))
const TimeZone = z.string().check(z.maxLength(64), z.refine(isTimeZone, 'an IANA time zone such as "Europe/Berlin"'))

/** From then until then by the clock of the time zone, over midnight where `to` is the earlier one. */
export const QuietHours = z
  .strictObject({ from: Clock, to: Clock, timeZone: z._default(TimeZone, 'UTC') })
  .check(z.refine(({ from, to }) => from !== to, 'from and to must differ: to silence a channel, switch it off'))

export const Preferences = z.object({
  channels: z.strictObject({ order: ChannelSwitches, stock: ChannelSwitches, marketing: ChannelSwitches }),
  quietHours: z.optional(QuietHours),
  version: z.int(),
})
export type Preferences = z.infer<typeof Preferences>

/** What is left out stays as it is; `quietHours: null` removes them. */
export const PreferencesChange = z.strictObject({
  channels: z.optional(z.strictObject({ order: SomeSwitches, stock: SomeSwitches, marketing: SomeSwitches })),
  quietHours: z.optional(z.nullable(QuietHours)),
})

function isTimeZone(name: string): boolean {
  try {
    return Boolean(new Intl.DateTimeFormat('en', { timeZone: name }))
  } catch {
    return false
  }
}
