import type * as z from 'zod/mini'

/** What a message is about; preferences are kept by it. */
export const categories = ['order', 'stock', 'marketing'] as const
export type Category = (typeof categories)[number]

export const channels = ['email', 'sms', 'inApp'] as const
export type Channel = (typeof channels)[number]

export const languages = ['en', 'zh'] as const
export type Language = (typeof languages)[number]

/** A paragraph, or rows of a name and its value. */
export type Block = string | { readonly rows: readonly (readonly [string, string])[] }

/** A message as a template words it: plain text throughout, nothing escaped. */
export interface Wording {
  readonly subject: string
  readonly blocks: readonly Block[]
  /** The whole message in one or two sentences, for SMS and the inbox. */
  readonly short: string
}

export interface Template<Data extends z.ZodMiniType = z.ZodMiniType> {
  readonly name: string
  /** `account`: about the account's safety, sent whatever the preferences say. */
  readonly category: Category | 'account'
  /** Strict: what it does not use is refused. */
  readonly data: Data
  readonly wording: Readonly<Record<Language, (data: z.infer<Data>) => Wording>>
}

export const defineTemplate = <const Name extends string, Data extends z.ZodMiniType>(
  template: Template<Data> & { readonly name: Name },
) => template

/** The language of ours for a BCP 47 tag: Chinese for any `zh`, else English. */
export const languageOf = (locale: string): Language => (/^zh(?:-|$)/i.test(locale) ? 'zh' : 'en')
