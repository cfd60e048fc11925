/** Finding one's way in a document. */
import type { Document, Operation } from './types.ts'

export interface PlacedOperation {
  readonly path: string
  /** Lower-case. */
  readonly method: string
  readonly operation: Operation
}

export const operationsOf = (document: Document): PlacedOperation[] =>
  Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ path, method, operation })),
  )

/** What a `{ $ref }` refers to; anything else is itself. */
export function deref<Value extends object>(document: Document, value: Value | { readonly $ref: string }): Value {
  if (!('$ref' in value) || typeof value.$ref !== 'string') return value as Value
  const steps = value.$ref
    .slice(2)
    .split('/')
    .map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~'))
  return steps.reduce<unknown>((at, step) => (at as Record<string, unknown>)[step], document) as Value
}

/** Finds the operation that a request is for: undefined for an unknown path or method. */
export function operationFinder(document: Document) {
  const operations = operationsOf(document)
    .map((each) => ({ ...each, pattern: patternOf(each.path) }))
    // A path without parameters goes before one that takes it for an id.
    .sort((a, b) => parametersIn(a.path) - parametersIn(b.path))
  return ({ method, path }: { readonly method: string; readonly path: string }): PlacedOperation | undefined => {
    const bare = path.split('?')[0]!
    return operations.find((each) => each.method === method.toLowerCase() && each.pattern.test(bare))
  }
}

const patternOf = (path: string) =>
  new RegExp(`^${path.replace(/[.*+?^$()|[\]\\]/g, '\\$&').replace(/\{\w+\}/g, '[^/]+')}$`)

const parametersIn = (path: string) => path.split('{').length
