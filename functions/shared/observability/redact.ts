/** What must never be in a log, wherever it came from: SES and SNS name the address that they refused in their errors. */
const secrets: readonly (readonly [RegExp, string])[] = [
  [/[^\s"'<>(),:;]+@[^\s"'<>(),:;]+\.[a-z]{2,}/gi, '[e-mail]'],
  [/\+\d{7,15}\b/g, '[phone]'],
  [/\beyJ[\w-]+\.[\w-]+\.[\w-]+/g, '[token]'],
]

export const redact = (text: string): string =>
  secrets.reduce((left, [pattern, name]) => left.replace(pattern, name), text)

/**
 * For JSON.stringify. Of an error only its words are kept: its own fields may hold the item or the request that it is
 * about, such as an address or a task token.
 */
export function redactValue(_key: string, value: unknown): unknown {
  if (typeof value === 'string') return redact(value)
  if (!(value instanceof Error)) return value
  const { name, message, stack, cause } = value
  return { name, message, stack, cause }
}
