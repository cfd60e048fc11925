import * as z from 'zod/mini'
import { defineTemplate, type Wording } from '../template.ts'

export const TEXT_CHECKS = [z.trim(), z.minLength(1), z.maxLength(1000)] as const

const Data = z.strictObject({ text: z.string().check(...TEXT_CHECKS) })

const wording =
  (subject: string) =>
  (data: z.infer<typeof Data>): Wording => ({
    subject,
    blocks: data.text.split(/\n\s*\n/),
    short: data.text,
  })

/** A service message in staff's own words, such as about a delivery date. Advertising is an `announcement`. */
export const textMessage = defineTemplate({
  name: 'text-message',
  category: 'order',
  data: Data,
  wording: { en: wording('A message from Tradewind'), zh: wording('来自 Tradewind 的消息') },
})
