/** Schemas in the words of a table. */
import type { JsonSchema } from '../openapi/types.ts'

export interface Field {
  /** `lines[].sku` */
  readonly name: string
  readonly type: string
  readonly required: boolean
  readonly description: string
}

/** `string ≤ 64`, `Money[]`, `"low" | "out"`, `integer 1–100 = 20` */
export function typeText(schema: JsonSchema): string {
  if (schema.$ref) return schemaName(schema.$ref)
  if (schema.const !== undefined) return JSON.stringify(schema.const)
  if (Array.isArray(schema.enum)) return schema.enum.map((value) => JSON.stringify(value)).join(' | ')
  const options = (schema.anyOf ?? schema.oneOf) as JsonSchema[] | undefined
  if (options && !schema.type) return options.map(typeText).join(' | ')
  if (schema.type === 'array') return `${bracketed(typeText((schema.items ?? {}) as JsonSchema))}[]`
  if (schema.type === 'object' && !schema.properties) {
    const values = schema.additionalProperties
    return typeof values === 'object' && values !== null ? `map of ${typeText(values as JsonSchema)}` : 'object'
  }
  const type = [schema.type ?? 'any'].flat().join(' | ')
  const range = rangeText(schema.minimum ?? schema.minLength, schema.maximum ?? schema.maxLength)
  const unit = schema.format ? ` (${schema.format})` : ''
  return `${type}${unit}${range}${schema.default === undefined ? '' : ` = ${JSON.stringify(schema.default)}`}`
}

const bracketed = (text: string) => (text.includes(' ') ? `(${text})` : text)

function rangeText(least: unknown, most: unknown): string {
  if (least !== undefined && most !== undefined) return ` ${least}–${most}`
  if (most !== undefined) return ` ≤ ${most}`
  return least === undefined ? '' : ` ≥ ${least}`
}

export const schemaName = (ref: string): string => ref.split('/').at(-1)!

/** The fields of an object and of the nameless objects inside. */
export function fieldsOf(schema: JsonSchema, prefix = ''): Field[] {
  return Object.entries(schema.properties ?? {}).flatMap(([key, field]) => {
    const name = prefix + key
    const inner = field.type === 'array' ? ((field.items ?? {}) as JsonSchema) : field
    const deeper = inner.properties ? fieldsOf(inner, `${name}${field.type === 'array' ? '[]' : ''}.`) : []
    const description = [field.description, field === inner ? undefined : inner.description].filter(Boolean).join(' ')
    const required = (schema.required ?? []).includes(key)
    return [
      { name, type: inner.properties && field === inner ? 'object' : typeText(field), required, description },
      ...deeper,
    ]
  })
}
