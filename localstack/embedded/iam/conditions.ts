/** Condition operators of IAM policies. An operator that is not here stops the start rather than being ignored. */
import type { ConditionContext } from '../types.ts'
import { wildcard } from './wildcard.ts'

export type Condition = (context: ConditionContext) => boolean

type Test = (actual: string, expected: string) => boolean

const like: Test = (actual, expected) => wildcard(expected)(actual)
const equals: Test = (actual, expected) => actual === expected
const numeric = (compare: (actual: number, expected: number) => boolean): Test => {
  return (actual, expected) => compare(Number(actual), Number(expected))
}

const tests: Readonly<Record<string, Test>> = {
  StringEquals: equals,
  StringEqualsIgnoreCase: (actual, expected) => actual.toLowerCase() === expected.toLowerCase(),
  StringLike: like,
  ArnEquals: like,
  ArnLike: like,
  Bool: (actual, expected) => actual.toLowerCase() === expected.toLowerCase(),
  NumericEquals: numeric((actual, expected) => actual === expected),
  NumericLessThan: numeric((actual, expected) => actual < expected),
  NumericLessThanEquals: numeric((actual, expected) => actual <= expected),
  NumericGreaterThan: numeric((actual, expected) => actual > expected),
  NumericGreaterThanEquals: numeric((actual, expected) => actual >= expected),
}

const negated: Readonly<Record<string, Test>> = {
  StringNotEquals: equals,
  StringNotEqualsIgnoreCase: tests.StringEqualsIgnoreCase!,
  StringNotLike: like,
  ArnNotEquals: like,
  ArnNotLike: like,
  NumericNotEquals: tests.NumericEquals!,
}

const values = (value: unknown): string[] => (Array.isArray(value) ? value : [value]).map(String)

export function parseConditions(
  element: Readonly<Record<string, Record<string, unknown>>>,
  where: string,
): Condition[] {
  return Object.entries(element).flatMap(([operator, keys]) =>
    Object.entries(keys).map(([key, expected]) => parseCondition(operator, key, values(expected), where)),
  )
}

function parseCondition(operator: string, key: string, expected: readonly string[], where: string): Condition {
  const quantifier = /^(ForAllValues|ForAnyValue):/.exec(operator)?.[1]
  const base = operator.replace(/^\w+:/, '')
  const ifExists = base.endsWith('IfExists')
  const name = base.replace(/IfExists$/, '')
  const look = (context: ConditionContext) => {
    const found = context[key]
    return found === undefined ? undefined : values(found)
  }
  if (name === 'Null') return (context) => String(look(context) === undefined) === expected[0]

  const test = tests[name] ?? negated[name]
  if (!test) throw new Error(`${where}: the condition operator ${operator} is not emulated`)
  const isNegated = name in negated
  const holds = (actual: string) => expected.some((value) => test(actual, value)) !== isNegated
  return (context) => {
    const actual = look(context)
    if (quantifier === 'ForAllValues') return (actual ?? []).every(holds)
    if (actual === undefined) return quantifier ? false : ifExists || isNegated
    return actual.some(holds)
  }
}
