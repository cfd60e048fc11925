/** Values as the document client has them. What is stored is never changed, so it may be shared; what goes out is a copy. */
export type Value = unknown
export type Item = Readonly<Record<string, Value>>

export const isSet = (value: Value): value is ReadonlySet<unknown> => value instanceof Set

/** A deep copy without undefined fields, as the document client sends it. */
export function copy(value: Value): Value {
  if (typeof value !== 'object' || value === null) return value
  if (Array.isArray(value)) return value.map(copy)
  if (isSet(value)) return new Set(value)
  if (value instanceof Uint8Array) return value.slice()
  const copied: Record<string, Value> = {}
  for (const key in value) {
    const field = (value as Item)[key]
    if (field !== undefined) copied[key] = copy(field)
  }
  return copied
}

export function equal(a: Value, b: Value): boolean {
  if (a === b) return true
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false
  if (Array.isArray(a)) return Array.isArray(b) && a.length === b.length && a.every((each, n) => equal(each, b[n]))
  if (isSet(a)) return isSet(b) && a.size === b.size && [...a].every((each) => b.has(each))
  if (Array.isArray(b) || isSet(b)) return false
  const keys = Object.keys(a)
  return (
    keys.length === Object.keys(b).length &&
    keys.every((key) => Object.hasOwn(b, key) && equal((a as Item)[key], (b as Item)[key]))
  )
}

/** Negative, zero, positive; undefined for what has no order, such as values of two types. */
export function compare(a: Value, b: Value): number | undefined {
  if (typeof a === 'number' && typeof b === 'number') return a - b
  if (typeof a === 'string' && typeof b === 'string') return compareBytes(a, b)
  return undefined
}

/** By UTF-8 bytes, which is by code points: UTF-16 units sort surrogates before the last of the basic plane. */
function compareBytes(a: string, b: string): number {
  if (a === b) return 0
  const length = Math.min(a.length, b.length)
  for (let n = 0; n < length; n++) {
    const left = a.charCodeAt(n)
    const right = b.charCodeAt(n)
    if (left !== right) {
      const bothSurrogates = isSurrogate(left) === isSurrogate(right)
      return bothSurrogates ? left - right : isSurrogate(left) ? 1 : -1
    }
  }
  return a.length - b.length
}

const isSurrogate = (unit: number) => unit >= 0xd800 && unit <= 0xdfff

/** As it comes over the wire, for streams and for the items of cancellation reasons. */
export function marshall(value: Value): Record<string, unknown> {
  if (typeof value === 'string') return { S: value }
  if (typeof value === 'number') return { N: String(value) }
  if (typeof value === 'boolean') return { BOOL: value }
  if (value === null) return { NULL: true }
  if (Array.isArray(value)) return { L: value.map(marshall) }
  if (isSet(value)) {
    const members = [...value]
    return typeof members[0] === 'number' ? { NS: members.map(String) } : { SS: members }
  }
  if (value instanceof Uint8Array) return { B: value }
  return { M: marshallItem(value as Item) }
}

export const marshallItem = (item: Item): Record<string, Record<string, unknown>> =>
  Object.fromEntries(
    Object.entries(item)
      .filter(([, value]) => value !== undefined)
      .map(([key, value]) => [key, marshall(value)]),
  )
