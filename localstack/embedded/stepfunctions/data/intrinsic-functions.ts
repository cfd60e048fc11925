/** The 18 intrinsic functions. https://docs.aws.amazon.com/step-functions/latest/dg/intrinsic-functions.html */
import { createHash } from 'node:crypto'
import { isDeepStrictEqual } from 'node:util'
import type { Random } from './random.ts'

const ITEM_LIMIT = 1000
const STRING_LIMIT = 10_000

function must(condition: boolean, rule: string): asserts condition {
  if (!condition) throw new Error(rule)
}
function list(value: unknown): unknown[] {
  must(Array.isArray(value), 'an array is expected')
  return value
}
function text(value: unknown): string {
  must(typeof value === 'string', 'a string is expected')
  return value
}
function integer(value: unknown): number {
  must(Number.isInteger(value), 'an integer is expected')
  return value as number
}
function shortText(value: unknown): string {
  must(text(value).length <= STRING_LIMIT, 'at most 10,000 characters are allowed')
  return value as string
}

export const FUNCTIONS: Readonly<Record<string, (args: unknown[], random: Random) => unknown>> = {
  'States.Array': (args) => args,
  'States.ArrayPartition': ([items, size]) => {
    const step = integer(size)
    must(step > 0, 'the chunk size must be positive')
    const all = list(items)
    return Array.from({ length: Math.ceil(all.length / step) }, (_, i) => all.slice(i * step, (i + 1) * step))
  },
  'States.ArrayContains': ([items, wanted]) => list(items).some((item) => isDeepStrictEqual(item, wanted)),
  'States.ArrayRange': ([first, last, step]) => {
    const [from, to, by] = [integer(first), integer(last), integer(step)]
    must(by !== 0, 'the step must not be zero')
    const length = Math.max(0, Math.floor((to - from) / by) + 1)
    must(length <= ITEM_LIMIT, 'at most 1,000 items are allowed')
    return Array.from({ length }, (_, i) => from + i * by)
  },
  'States.ArrayGetItem': ([items, index]) => {
    const at = integer(index)
    must(at >= 0 && at < list(items).length, 'the index is outside the array')
    return list(items)[at]
  },
  'States.ArrayLength': ([items]) => list(items).length,
  'States.ArrayUnique': ([items]) =>
    list(items).filter((item, i, all) => all.findIndex((other) => isDeepStrictEqual(other, item)) === i),
  'States.Base64Encode': ([value]) => Buffer.from(shortText(value)).toString('base64'),
  'States.Base64Decode': ([value]) => Buffer.from(shortText(value), 'base64').toString(),
  'States.Hash': ([value, algorithm]) => {
    const name = text(algorithm)
    must(['MD5', 'SHA-1', 'SHA-256', 'SHA-384', 'SHA-512'].includes(name), `${name} is not a hash algorithm`)
    return createHash(name.replace('-', '').toLowerCase())
      .update(typeof value === 'string' ? value : JSON.stringify(value))
      .digest('hex')
  },
  'States.JsonMerge': ([left, right, deep]) => {
    must(deep === false, 'only shallow merging (false) is supported')
    return { ...(left as object), ...(right as object) }
  },
  'States.StringToJson': ([value]) => JSON.parse(text(value)),
  'States.JsonToString': ([value]) => JSON.stringify(value),
  'States.MathRandom': ([from, to, seed], random) => {
    const [low, high] = [integer(from), integer(to)]
    must(high > low, 'the end must be greater than the start')
    const fraction =
      seed === undefined ? random() : createHash('sha256').update(String(seed)).digest().readUInt32BE() / 2 ** 32
    return low + Math.floor(fraction * (high - low))
  },
  'States.MathAdd': ([left, right]) => integer(left) + integer(right),
  'States.StringSplit': ([value, splitters]) => {
    const separators = new Set(text(splitters))
    const parts = ['']
    for (const char of text(value)) {
      if (separators.has(char)) parts.push('')
      else parts[parts.length - 1] += char
    }
    return parts.filter((part) => part !== '')
  },
  'States.UUID': (_, random) => {
    const bytes = Buffer.from(Array.from({ length: 16 }, () => Math.floor(random() * 256)))
    bytes[6] = (bytes[6]! & 0x0f) | 0x40
    bytes[8] = (bytes[8]! & 0x3f) | 0x80
    return bytes.toString('hex').replace(/(.{8})(.{4})(.{4})(.{4})(.{12})/, '$1-$2-$3-$4-$5')
  },
  'States.Format': ([template, ...values]) => {
    let next = 0
    const result = text(template).replace(/\\([{}\\])|\{\}/g, (match, escaped?: string) => {
      if (escaped) return escaped
      must(next < values.length, `'${match}' number ${next + 1} has no argument`)
      const value = values[next++]
      return typeof value === 'string' ? value : JSON.stringify(value)
    })
    must(next === values.length, 'there are more arguments than {}')
    return result
  },
}
