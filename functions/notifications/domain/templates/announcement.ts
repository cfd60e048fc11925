import * as z from 'zod/mini'
import { defineTemplate, type Wording } from '../template.ts'

const Data = z.strictObject({
  title: z.string().check(z.trim(), z.minLength(1), z.maxLength(150)),
  /** Paragraphs are parted by an empty line. */
  text: z.string().check(z.trim(), z.minLength(1), z.maxLength(5000)),
})

const wording = ({ title, text }: z.infer<typeof Data>): Wording => ({
  subject: title,
  blocks: text.split(/\n\s*\n/),
  short: `${title}: ${text}`,
})

/** Whatever staff have to say, in their own words and language. */
export const announcement = defineTemplate({
  name: 'announcement',
  category: 'marketing',
  data: Data,
  wording: { en: wording, zh: wording },
})
