/** Puts fields into the order of their schema: a map that comes from the database has none. */
import { deref } from '../openapi/read.ts'
import type { Document, JsonSchema } from '../openapi/types.ts'

export function inSchemaOrder(document: Document, value: unknown, described: JsonSchema = {}): unknown {
  const schema = resolved(document, described)
  if (Array.isArray(value)) return value.map((item) => inSchemaOrder(document, item, schema.items as JsonSchema))
  if (typeof value !== 'object' || value === null) return value
  const order = Object.keys(schema.properties ?? {})
  const rank = (name: string) => (order.includes(name) ? order.indexOf(name) : order.length)
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => rank(a) - rank(b) || (a < b ? -1 : 1))
      .map(([name, field]) => [name, inSchemaOrder(document, field, schema.properties?.[name])]),
  )
}

/** Of alternatives the first: they agree on the order. */
function resolved(document: Document, schema: JsonSchema): JsonSchema {
  const target = schema.$ref ? deref<JsonSchema>(document, { $ref: schema.$ref }) : schema
  const first = [target.allOf, target.anyOf, target.oneOf].flat().find(Boolean) as JsonSchema | undefined
  return !target.properties && first ? resolved(document, first) : target
}
