import type { Language } from '../../contracts/language.ts'

export type { Language } from '../../contracts/language.ts'

/** The shop's language that the client likes best by `Accept-Language`; English when it names none. */
export function preferredLanguage(header: string | undefined): Language {
  const wishes = (header ?? '')
    .split(',')
    .map((part) => {
      const [range = '', ...parameters] = part.trim().toLowerCase().split(';')
      const quality = parameters.map((parameter) => /^\s*q=([\d.]+)$/.exec(parameter)?.[1]).find((q) => q !== undefined)
      return { language: range.trim().split('-')[0], quality: quality === undefined ? 1 : Number(quality) }
    })
    .filter(({ language, quality }) => (language === 'en' || language === 'zh') && quality > 0)
    .sort((a, b) => b.quality - a.quality)
  return (wishes[0]?.language as Language | undefined) ?? 'en'
}
