/**
 * EventBridge content filtering, which Lambda filter criteria and SNS body filters share.
 * https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-create-pattern-operators.html
 */
import { BlockList, isIP } from 'node:net'

type Json = Record<string, unknown>
type Operator = { check(operand: unknown): void; test(operand: unknown, value: unknown): boolean }

/** True when the event satisfies the pattern. Call `assertPattern` once before: unknown operators match nothing here. */
export function matches(pattern: unknown, event: unknown): boolean {
  return isObject(pattern) && matchesObject(pattern, event)
}

/** @throws Error naming the place in the pattern, as the AWS API refuses such a pattern when the rule is created. */
export function assertPattern(pattern: unknown): void {
  if (!isObject(pattern)) throw invalid('the pattern', 'must be a JSON object')
  assertObject(pattern, '')
}

function matchesObject(pattern: Json, event: unknown): boolean {
  // An array of objects matches when one element satisfies the whole pattern, not several elements a part each.
  if (Array.isArray(event))
    return event.flat(Number.POSITIVE_INFINITY).some((element) => matchesObject(pattern, element))
  const fields = isObject(event) ? event : {}
  return Object.entries(pattern).every(([key, expected]) => {
    if (key === '$or' && isAlternatives(expected)) return expected.some((one) => matchesObject(one, event))
    const value = Object.hasOwn(fields, key) ? fields[key] : undefined
    return Array.isArray(expected) ? matchesLeaf(expected, value) : isObject(expected) && matchesObject(expected, value)
  })
}

function matchesLeaf(alternatives: unknown[], value: unknown): boolean {
  // Only leaves exist for a pattern: an object, or an array without scalars, is as absent as a missing field.
  const scalars = (Array.isArray(value) ? value.flat(Number.POSITIVE_INFINITY) : [value]).filter(isScalar)
  return alternatives.some((matcher) => {
    if (isObject(matcher) && 'exists' in matcher) return matcher.exists === scalars.length > 0
    return scalars.some((scalar) => matchesScalar(matcher, scalar))
  })
}

function matchesScalar(matcher: unknown, value: unknown): boolean {
  if (!isObject(matcher)) return matcher === value
  const [name, operand] = single(matcher)
  return operators[name]?.test(operand, value) ?? false
}

const operators: Record<string, Operator> = {
  exists: {
    check: (operand) => need(typeof operand === 'boolean', 'exists takes true or false'),
    test: () => false, // decided in matchesLeaf, where absence can be seen
  },
  prefix: affix('prefix', (value, affix) => value.startsWith(affix)),
  suffix: affix('suffix', (value, affix) => value.endsWith(affix)),
  'equals-ignore-case': {
    check: (operand) => need(typeof operand === 'string', 'equals-ignore-case takes a string'),
    test: (operand, value) => typeof value === 'string' && fold(value) === fold(String(operand)),
  },
  wildcard: {
    check: (operand) => {
      need(typeof operand === 'string', 'wildcard takes a string')
      need(!/(^|[^\\])\*\*/.test(operand as string), 'wildcard must not have two * in a row')
    },
    test: (operand, value) => typeof value === 'string' && wildcard(String(operand)).test(value),
  },
  numeric: {
    check: checkNumeric,
    test: (operand, value) => typeof value === 'number' && inRange(operand as unknown[], value),
  },
  cidr: {
    check: (operand) =>
      need(typeof operand === 'string' && subnet(operand) !== undefined, 'cidr takes an IP range such as 10.0.0.0/24'),
    test: (operand, value) => typeof value === 'string' && isIP(value) > 0 && inSubnet(String(operand), value),
  },
  'anything-but': {
    check: checkAnythingBut,
    test: (operand, value) => !excluded(operand, value),
  },
}

function affix(name: string, test: (value: string, affix: string) => boolean): Operator {
  const ignoringCase = (operand: unknown) => (isObject(operand) ? operand['equals-ignore-case'] : undefined)
  return {
    check: (operand) =>
      need(
        typeof (ignoringCase(operand) ?? operand) === 'string',
        `${name} takes a string or {"equals-ignore-case": string}`,
      ),
    test: (operand, value) => {
      if (typeof value !== 'string') return false
      const folded = ignoringCase(operand)
      return folded === undefined ? test(value, String(operand)) : test(fold(value), fold(String(folded)))
    },
  }
}

function excluded(operand: unknown, value: unknown): boolean {
  if (Array.isArray(operand)) return operand.includes(value)
  if (!isObject(operand)) return operand === value
  const [name, inner] = single(operand)
  return (Array.isArray(inner) ? inner : [inner]).some((one) => operators[name]?.test(one, value))
}

function checkAnythingBut(operand: unknown): void {
  const plain = (value: unknown) => typeof value === 'string' || typeof value === 'number'
  if (plain(operand)) return
  if (Array.isArray(operand)) {
    need(operand.length > 0 && operand.every(plain), 'anything-but takes strings or numbers')
    return
  }
  need(isObject(operand) && Object.keys(operand).length === 1, 'anything-but takes a value, a list or one operator')
  const [name, inner] = single(operand as Json)
  need(
    ['prefix', 'suffix', 'equals-ignore-case', 'wildcard'].includes(name),
    `anything-but does not take the operator ${name}`,
  )
  const list = Array.isArray(inner) ? inner : [inner]
  need(list.length > 0, `anything-but ${name} takes at least one string`)
  for (const one of list) operators[name]?.check(one)
}

const comparisons: Record<string, (value: number, bound: number) => boolean> = {
  '=': (value, bound) => value === bound,
  '<': (value, bound) => value < bound,
  '<=': (value, bound) => value <= bound,
  '>': (value, bound) => value > bound,
  '>=': (value, bound) => value >= bound,
}

function inRange(operand: unknown[], value: number): boolean {
  for (let index = 0; index < operand.length; index += 2) {
    if (!comparisons[String(operand[index])]?.(value, Number(operand[index + 1]))) return false
  }
  return true
}

function checkNumeric(operand: unknown): void {
  const form = 'numeric takes ["<operator>", number] or [">" or ">=", number, "<" or "<=", number]'
  need(Array.isArray(operand) && (operand.length === 2 || operand.length === 4), form)
  const [first, low, second, high] = operand as unknown[]
  need(typeof first === 'string' && first in comparisons && typeof low === 'number', form)
  if ((operand as unknown[]).length === 2) return
  need(/^>/.test(String(first)) && /^</.test(String(second)) && typeof high === 'number', form)
  need((low as number) < (high as number), 'numeric range is empty')
}

function wildcard(text: string): RegExp {
  const parts = text.replace(/\\([*\\])|\*|[^*\\]+|\\/g, (part, escaped) =>
    part === '*' ? '[^]*' : (escaped ?? part).replace(/[\\^$.*+?()[\]{}|]/g, '\\$&'),
  )
  return new RegExp(`^${parts}$`)
}

function subnet(text: string): { address: string; bits: number; family: 'ipv4' | 'ipv6' } | undefined {
  const [address = '', bits = ''] = text.split('/')
  const version = isIP(address)
  if (!version || !/^\d+$/.test(bits) || Number(bits) > (version === 4 ? 32 : 128)) return undefined
  return { address, bits: Number(bits), family: version === 4 ? 'ipv4' : 'ipv6' }
}

function inSubnet(range: string, value: string): boolean {
  const net = subnet(range)
  if (!net || isIP(value) !== (net.family === 'ipv4' ? 4 : 6)) return false
  const list = new BlockList()
  list.addSubnet(net.address, net.bits, net.family)
  return list.check(value, net.family)
}

function assertObject(pattern: Json, path: string): void {
  const entries = Object.entries(pattern)
  if (entries.length === 0) throw invalid(path || 'the pattern', 'must not be empty')
  for (const [key, expected] of entries) {
    const place = path ? `${path}.${key}` : key
    if (key === '$or' && isAlternatives(expected)) for (const one of expected) assertObject(one, place)
    else if (key === '$or') throw invalid(place, 'takes an array of at least two patterns')
    else if (Array.isArray(expected)) assertLeaf(expected, place)
    else if (isObject(expected)) assertObject(expected, place)
    else throw invalid(place, `must be an object or an array: write ["${String(expected)}"] for an exact match`)
  }
}

function assertLeaf(alternatives: unknown[], place: string): void {
  if (alternatives.length === 0) throw invalid(place, 'must not be an empty array')
  for (const matcher of alternatives) {
    if (isScalar(matcher)) continue
    if (!isObject(matcher) || Object.keys(matcher).length !== 1)
      throw invalid(place, 'takes values or objects with one operator each')
    const [name, operand] = single(matcher)
    const operator = operators[name]
    if (!operator)
      throw invalid(place, `has the unknown operator "${name}"; known are ${Object.keys(operators).join(', ')}`)
    try {
      operator.check(operand)
    } catch (error) {
      throw invalid(place, (error as Error).message)
    }
  }
}

const isObject = (value: unknown): value is Json => typeof value === 'object' && value !== null && !Array.isArray(value)
const isScalar = (value: unknown) => value === null || ['string', 'number', 'boolean'].includes(typeof value)
const isAlternatives = (value: unknown): value is Json[] =>
  Array.isArray(value) && value.length > 1 && value.every(isObject)
const single = (object: Json): [string, unknown] => Object.entries(object)[0] ?? ['', undefined]
const fold = (text: string) => text.toLowerCase()
const invalid = (place: string, why: string) => new Error(`Event pattern is not valid: ${place} ${why}`)
function need(condition: boolean, message: string): void {
  if (!condition) throw new Error(message)
}
