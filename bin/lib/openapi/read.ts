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
