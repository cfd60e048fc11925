/** Input and output processing: InputPath, payload templates (Parameters, ResultSelector, ItemSelector), ResultPath, OutputPath. */
import { runtimeError, StatesError } from '../interpreter/errors.ts'
import { evaluateIntrinsic } from './intrinsics.ts'
import { assign, query } from './path.ts'
import type { Random } from './random.ts'

/** What paths and intrinsic functions may read besides the input. */
export interface Scope {
  /** The context object `$$`. */
  readonly context: unknown
  readonly random: Random
}

/** The value of a path, or of an intrinsic function where `expression` is one. @throws StatesError States.Runtime when absent. */
export function evaluate(expression: string, field: string, input: unknown, scope: Scope): unknown {
  if (!expression.startsWith('$')) return evaluateIntrinsic(expression, input, scope.context, scope.random)
  const value = query(expression, input, scope.context)
  if (value === undefined) {
    const where = expression.startsWith('$$') ? 'the context object' : `the input '${abridge(input)}'`
    throw runtimeError(`The JSONPath '${expression}' specified for the field '${field}' could not be found in ${where}`)
  }
  return value
}

const abridge = (value: unknown) => {
  const text = JSON.stringify(value) ?? 'null'
  return text.length > 1000 ? `${text.slice(0, 1000)}…` : text
}

/** `null` selects an empty object, absent everything. */
export function applyPath(path: string | null | undefined, field: string, input: unknown, scope: Scope): unknown {
  if (path === null) return {}
  return path === undefined || path === '$' ? input : evaluate(path, field, input, scope)
}

export function applyTemplate(template: unknown, input: unknown, scope: Scope): unknown {
  if (Array.isArray(template)) return template.map((item) => applyTemplate(item, input, scope))
  if (typeof template !== 'object' || template === null) return template
  const result: Record<string, unknown> = {}
  for (const [key, value] of Object.entries(template)) {
    if (key.endsWith('.$')) result[key.slice(0, -2)] = evaluate(value as string, key, input, scope)
    else result[key] = applyTemplate(value, input, scope)
  }
  return result
}

/** @param path `null` keeps the input, absent or `$` replaces it. @throws StatesError States.ResultPathMatchFailure */
export function applyResultPath(path: string | null | undefined, input: unknown, result: unknown): unknown {
  if (path === null) return input
  if (path === undefined || path === '$') return result
  try {
    return assign(path, input, result)
  } catch {
    throw new StatesError(
      'States.ResultPathMatchFailure',
      `Unable to apply ResultPath '${path}' to input '${abridge(input)}'`,
    )
  }
}
