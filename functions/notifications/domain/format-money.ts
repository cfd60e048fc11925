import type { Money } from '../../../contracts/money.ts'
import type { Language } from './template.ts'

const locales: Readonly<Record<Language, string>> = { en: 'en-US', zh: 'zh-CN' }

/** Minor units as people of that language read them: `$19.99`, `US$19.99`. */
export function formatMoney({ amount, currency }: Money, language: Language): string {
  const format = new Intl.NumberFormat(locales[language], { style: 'currency', currency })
  return format.format(amount / 10 ** (format.resolvedOptions().maximumFractionDigits ?? 2))
}
