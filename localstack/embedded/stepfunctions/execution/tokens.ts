import { randomBytes } from 'node:crypto'

// The start that AWS's own tokens have; it also makes tokens recognisable wherever they must not be shown.
const PREFIX = 'AAAAKgAAAAIAAAAA'
const SHAPE = /AAAAKgAAAAIAAAAA[\w-]{64}/g

export const newToken = (): string => PREFIX + randomBytes(48).toString('base64url')

export const looksLikeToken = (value: unknown): value is string =>
  typeof value === 'string' && value.match(SHAPE)?.[0] === value

/** A copy of JSON data without the task tokens in it. */
export function withoutTokens<Value>(value: Value): Value {
  const text = JSON.stringify(value)
  return text?.includes(PREFIX) ? JSON.parse(text.replace(SHAPE, '(task token)')) : value
}
