/** Random passwords by the rules of GenerateSecretString. */
import { randomInt } from 'node:crypto'

export interface PasswordRules {
  /** Default 32. */
  readonly PasswordLength?: number
  readonly ExcludeCharacters?: string
  readonly ExcludeLowercase?: boolean
  readonly ExcludeUppercase?: boolean
  readonly ExcludeNumbers?: boolean
  readonly ExcludePunctuation?: boolean
  readonly IncludeSpace?: boolean
  /** Default true. */
  readonly RequireEachIncludedType?: boolean
}

/** @throws Error when the rules leave nothing to choose from. */
export function generatePassword(rules: PasswordRules = {}): string {
  const length = Number(rules.PasswordLength ?? 32)
  const without = new Set(rules.ExcludeCharacters ?? '')
  const types = [
    rules.ExcludeLowercase ? '' : 'abcdefghijklmnopqrstuvwxyz',
    rules.ExcludeUppercase ? '' : 'ABCDEFGHIJKLMNOPQRSTUVWXYZ',
    rules.ExcludeNumbers ? '' : '0123456789',
    rules.ExcludePunctuation ? '' : '!"#$%&\'()*+,-./:;<=>?@[\\]^_`{|}~',
    rules.IncludeSpace ? ' ' : '',
  ]
    .map((characters) => [...characters].filter((character) => !without.has(character)))
    .filter((characters) => characters.length > 0)
  if (types.length === 0) throw new Error('the excluded characters leave nothing to make a password of')
  const required = rules.RequireEachIncludedType === false ? [] : types
  if (length < required.length || length < 1 || length > 4096)
    throw new Error(`a PasswordLength of ${length} does not fit`)
  const all = types.flat()
  const characters = Array.from({ length }, (_, index) => pick(required[index] ?? all))
  for (let index = characters.length - 1; index > 0; index--) {
    const other = randomInt(index + 1)
    ;[characters[index], characters[other]] = [characters[other]!, characters[index]!]
  }
  return characters.join('')
}

const pick = (characters: readonly string[]) => characters[randomInt(characters.length)]!

export interface GenerateSecretString extends PasswordRules {
  readonly SecretStringTemplate?: string
  readonly GenerateStringKey?: string
}

/** A password, or the template's JSON object with the password under the key. */
export function generateSecret(settings: GenerateSecretString): string {
  const password = generatePassword(settings)
  const { SecretStringTemplate: template, GenerateStringKey: key } = settings
  if (!template && !key) return password
  if (!template || !key) throw new Error('SecretStringTemplate and GenerateStringKey need each other')
  return JSON.stringify({ ...(JSON.parse(template) as object), [key]: password })
}
