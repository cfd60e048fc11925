/** Choice rules. https://docs.aws.amazon.com/step-functions/latest/dg/state-choice.html */
import { runtimeError } from '../interpreter/errors.ts'
import { query } from './path.ts'
import type { Scope } from './template.ts'

export type ChoiceRule = Readonly<Record<string, unknown>>

type Test = (value: never, expected: never) => boolean
const TIMESTAMP = /^\d{4}-\d\d-\d\d[Tt]\d\d:\d\d:\d\d(\.\d+)?([Zz]|[+-]\d\d:\d\d)$/
const isTimestamp = (value: unknown): value is string =>
  typeof value === 'string' && TIMESTAMP.test(value) && !Number.isNaN(Date.parse(value))

/** How values of one type are compared; values of another type never match. */
const TYPES: Readonly<Record<string, (value: unknown) => number | string | boolean | undefined>> = {
  String: (value) => (typeof value === 'string' ? value : undefined),
  Numeric: (value) => (typeof value === 'number' ? value : undefined),
  Boolean: (value) => (typeof value === 'boolean' ? value : undefined),
  Timestamp: (value) => (isTimestamp(value) ? Date.parse(value) : undefined),
}
const RELATIONS: Readonly<Record<string, Test>> = {
  Equals: (a: unknown, b: unknown) => a === b,
  LessThan: (a: number, b: number) => a < b,
  GreaterThan: (a: number, b: number) => a > b,
  LessThanEquals: (a: number, b: number) => a <= b,
  GreaterThanEquals: (a: number, b: number) => a >= b,
}
const TYPE_TESTS: Readonly<Record<string, (value: unknown) => boolean>> = {
  IsNull: (value) => value === null,
  IsString: (value) => typeof value === 'string',
  IsNumeric: (value) => typeof value === 'number',
  IsBoolean: (value) => typeof value === 'boolean',
  IsTimestamp: isTimestamp,
  IsPresent: (value) => value !== undefined,
}

/** Every comparison operator, as `<Type><Relation>` with an optional `Path`, plus `StringMatches` and `Is…`. */
export const OPERATORS: ReadonlySet<string> = new Set([
  ...Object.keys(TYPES)
    .flatMap((type) => Object.keys(RELATIONS).map((relation) => type + relation))
    .filter((name) => !name.startsWith('Boolean') || name === 'BooleanEquals')
    .flatMap((name) => [name, `${name}Path`]),
  'StringMatches',
  ...Object.keys(TYPE_TESTS),
])

export function matchesRule(rule: ChoiceRule, input: unknown, scope: Scope): boolean {
  if (rule.And) return (rule.And as ChoiceRule[]).every((part) => matchesRule(part, input, scope))
  if (rule.Or) return (rule.Or as ChoiceRule[]).some((part) => matchesRule(part, input, scope))
  if (rule.Not) return !matchesRule(rule.Not as ChoiceRule, input, scope)
  const operator = Object.keys(rule).find((key) => OPERATORS.has(key))!
  const read = (path: string) => {
    const value = query(path, input, scope.context)
    if (value === undefined && operator !== 'IsPresent')
      throw runtimeError(`Invalid path '${path}': The choice state's condition path references an invalid value.`)
    return value
  }
  const value = read(rule.Variable as string)
  const test = TYPE_TESTS[operator]
  if (test) return test(value) === rule[operator]
  if (operator === 'StringMatches') return typeof value === 'string' && wildcard(rule[operator] as string).test(value)
  const byPath = operator.endsWith('Path')
  const name = byPath ? operator.slice(0, -4) : operator
  const type = Object.keys(TYPES).find((key) => name.startsWith(key))!
  const left = TYPES[type]!(value)
  const right = TYPES[type]!(byPath ? read(rule[operator] as string) : rule[operator])
  if (left === undefined || right === undefined) return false
  return RELATIONS[name.slice(type.length)]!(left as never, right as never)
}

/** `*` matches any characters, `\*` a star. */
function wildcard(pattern: string): RegExp {
  const source = pattern.replace(/\\\\|\\\*|[.*+?^${}()|[\]\\]/g, (part) => {
    if (part === '*') return '[\\s\\S]*'
    if (part === '\\*' || part === '\\\\') return part
    return `\\${part}`
  })
  return new RegExp(`^${source}$`)
}
