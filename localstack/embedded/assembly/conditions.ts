/** Evaluates a template's Conditions: Fn::Equals, Fn::And, Fn::Or, Fn::Not and references among them. */
import type { Stack } from './manifest.ts'

export function evaluateCondition(
  expression: unknown,
  stack: Stack,
  resolve: (value: unknown) => unknown,
  path: readonly string[] = [],
): boolean {
  const [name, argument] = Object.entries((expression ?? {}) as object)[0] ?? []
  const all = () => (argument as readonly unknown[]).map((operand) => evaluateCondition(operand, stack, resolve, path))
  switch (name) {
    case 'Condition': {
      const definition = stack.template.Conditions?.[argument as string]
      if (definition === undefined) throw new Error(`There is no condition named ${argument}`)
      const next = [...path, argument as string]
      if (path.includes(argument as string)) throw new Error(`Conditions form a circle: ${next.join(' → ')}`)
      return evaluateCondition(definition, stack, resolve, next)
    }
    case 'Fn::Equals': {
      const [left, right] = argument as readonly unknown[]
      return JSON.stringify(resolve(left)) === JSON.stringify(resolve(right))
    }
    case 'Fn::And':
      return all().every(Boolean)
    case 'Fn::Or':
      return all().some(Boolean)
    case 'Fn::Not':
      return !all()[0]
    default:
      throw new Error(`Not a condition: ${JSON.stringify(expression)}`)
  }
}
