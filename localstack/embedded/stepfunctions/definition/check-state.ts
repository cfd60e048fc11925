/** Checks one state by itself: its fields, paths, templates, retriers, catchers and rules. */
import { type ChoiceRule, OPERATORS } from '../data/choice.ts'
import { compileIntrinsic } from '../data/intrinsics.ts'
import { compilePath } from '../data/path.ts'
import type { State } from './asl.ts'

type Report = (problem: string) => void

const COMMON = ['Type', 'Comment', 'QueryLanguage', 'InputPath', 'OutputPath']
const TRANSITION = ['Next', 'End']
const RESULT = ['Parameters', 'ResultPath', 'ResultSelector', 'Retry', 'Catch']
const FIELDS: Readonly<Record<State['Type'], readonly string[]>> = {
  Task: [
    ...TRANSITION,
    ...RESULT,
    'Resource',
    'TimeoutSeconds',
    'TimeoutSecondsPath',
    'HeartbeatSeconds',
    'HeartbeatSecondsPath',
  ],
  Parallel: [...TRANSITION, ...RESULT, 'Branches'],
  Map: [
    ...TRANSITION,
    ...RESULT,
    'ItemsPath',
    'ItemSelector',
    'ItemProcessor',
    'Iterator',
    'MaxConcurrency',
    'MaxConcurrencyPath',
  ],
  Pass: [...TRANSITION, 'Parameters', 'Result', 'ResultPath'],
  Wait: [...TRANSITION, 'Seconds', 'SecondsPath', 'Timestamp', 'TimestampPath'],
  Choice: ['Choices', 'Default'],
  Succeed: [],
  Fail: ['Error', 'ErrorPath', 'Cause', 'CausePath'],
}
/** Known to Step Functions but not to this interpreter. */
const UNSUPPORTED: Readonly<Record<string, string>> = {
  Assign: 'variables (Assign) are not supported; pass values along in the state input',
  Arguments: 'JSONata (Arguments) is not supported; use JSONPath Parameters',
  Output: 'JSONata (Output) is not supported; use ResultSelector, ResultPath and OutputPath',
  Credentials: 'cross-account Credentials are not supported',
  ItemReader: 'distributed maps (ItemReader) are not supported',
  ItemBatcher: 'distributed maps (ItemBatcher) are not supported',
  ResultWriter: 'distributed maps (ResultWriter) are not supported',
}

export function checkFields(owner: object, allowed: readonly string[], report: Report): void {
  for (const key of Object.keys(owner))
    if (!allowed.includes(key)) report(UNSUPPORTED[key] ?? `the field "${key}" is not supported here`)
  const { QueryLanguage, ProcessorConfig } = owner as { QueryLanguage?: string; ProcessorConfig?: { Mode?: string } }
  if (QueryLanguage !== undefined && QueryLanguage !== 'JSONPath')
    report(`${QueryLanguage} is not supported; use JSONPath`)
  if ((ProcessorConfig?.Mode ?? 'INLINE') !== 'INLINE') report('distributed maps are not supported; use Mode INLINE')
}

export function checkState(state: State, report: Report): void {
  const fields = FIELDS[state.Type]
  if (!fields) {
    report(`the Type "${state.Type}" is unknown`)
    return
  }
  checkFields(state, [...COMMON, ...fields], report)
  if (fields.includes('Next') && (state.Next === undefined) === (state.End !== true))
    report('exactly one of "Next" and "End": true is needed')
  for (const [key, value] of Object.entries(state)) {
    if (/Path$/.test(key) && value !== null) checkExpression(value, key, report)
    if (['Parameters', 'ResultSelector', 'ItemSelector'].includes(key)) checkTemplate(value, key, report)
    if (/Seconds$/.test(key) && !(Number.isInteger(value) && value >= (key === 'Seconds' ? 0 : 1)))
      report(`"${key}" must be a whole number of seconds`)
  }
  if (typeof state.ResultPath === 'string' && (state.ResultPath.startsWith('$$') || !isDefinite(state.ResultPath)))
    report(`"ResultPath" must name one place in the state input: ${state.ResultPath}`)
  checkHandlers(state, report)
  checkType(state, report)
}

function checkType(state: State, report: Report): void {
  if (state.Type === 'Task') {
    if (typeof state.Resource !== 'string') report('"Resource" is missing')
    if (state.HeartbeatSeconds !== undefined && state.HeartbeatSeconds >= (state.TimeoutSeconds ?? 99_999_999))
      report('"HeartbeatSeconds" must be smaller than "TimeoutSeconds"')
  }
  if (state.Type === 'Wait') {
    const given = [state.Seconds, state.SecondsPath, state.Timestamp, state.TimestampPath].filter(
      (value) => value !== undefined,
    )
    if (given.length !== 1) report('exactly one of "Seconds", "SecondsPath", "Timestamp" and "TimestampPath" is needed')
    if (state.Timestamp !== undefined && Number.isNaN(Date.parse(state.Timestamp)))
      report(`"Timestamp" is not a time: ${state.Timestamp}`)
  }
  if (state.Type === 'Parallel' && !(state.Branches?.length > 0)) report('"Branches" is missing')
  if (state.Type === 'Map' && !state.ItemProcessor && !state.Iterator) report('"ItemProcessor" is missing')
  if (state.Type === 'Choice') {
    if (!(state.Choices?.length > 0)) report('"Choices" is missing')
    for (const rule of state.Choices ?? []) {
      if (typeof rule.Next !== 'string') report('a choice has no "Next"')
      checkRule(rule, report)
    }
  }
}

function checkHandlers(state: State, report: Report): void {
  for (const list of [state.Retry ?? [], state.Catch ?? []]) {
    for (const [index, { ErrorEquals }] of list.entries()) {
      if (!Array.isArray(ErrorEquals) || ErrorEquals.length === 0) report('"ErrorEquals" must name at least one error')
      else if (ErrorEquals.includes('States.ALL') && (ErrorEquals.length > 1 || index < list.length - 1))
        report('"States.ALL" must stand alone and last')
    }
  }
  for (const { MaxAttempts = 0, IntervalSeconds = 1, BackoffRate = 1 } of state.Retry ?? [])
    if (!(MaxAttempts >= 0 && IntervalSeconds >= 1 && BackoffRate >= 1))
      report('a retrier needs MaxAttempts ≥ 0, IntervalSeconds ≥ 1 and BackoffRate ≥ 1')
}

function checkRule(rule: ChoiceRule, report: Report): void {
  const nested = rule.Not ? [rule.Not] : ((rule.And ?? rule.Or) as unknown[] | undefined)
  if (nested) {
    for (const part of nested) checkRule(part as ChoiceRule, report)
    return
  }
  const operators = Object.keys(rule).filter((key) => !['Variable', 'Next', 'Comment'].includes(key))
  if (operators.length !== 1 || !OPERATORS.has(operators[0]!))
    report(`a choice needs one known comparison, not "${operators.join('", "')}"`)
  checkExpression(rule.Variable, 'Variable', report)
  for (const operator of operators) if (operator.endsWith('Path')) checkExpression(rule[operator], operator, report)
}

function checkTemplate(template: unknown, field: string, report: Report): void {
  if (typeof template !== 'object' || template === null) return
  for (const [key, value] of Object.entries(template)) {
    if (key.endsWith('.$')) checkExpression(value, `${field}.${key}`, report)
    else checkTemplate(value, field, report)
  }
}

function checkExpression(value: unknown, field: string, report: Report): void {
  try {
    if (typeof value !== 'string') throw new Error('a JSONPath or an intrinsic function is expected')
    if (value.startsWith('$')) compilePath(value)
    else compileIntrinsic(value)
  } catch (error) {
    report(`"${field}": ${(error as Error).message}`)
  }
}

function isDefinite(path: string): boolean {
  try {
    return compilePath(path).definite
  } catch {
    return true // reported already
  }
}
