/** JSON Schema of a zod schema, with what zod does beyond JSON Schema said in words rather than left out. */
import * as z from 'zod/mini'
import type { JsonSchema } from './types.ts'

/** `input`: what a client may send. `output`: what the shop answers. */
export type Direction = 'input' | 'output'

type Names = ReturnType<typeof z.registry<{ id: string }>>

/**
 * `$defs` holds the named schemas that it refers to by `#/$defs/<name>`.
 * @throws where a schema has no JSON Schema at all, such as a function or a bigint.
 */
export function jsonSchemaOf(schema: z.ZodMiniType, direction: Direction, names: Names) {
  // Wrapped, because zod writes a named schema at the root in place instead of referring to it.
  const { properties, $defs = {} } = z.toJSONSchema(z.strictObject({ root: schema }), {
    io: direction,
    metadata: names,
    override: ({ zodSchema, jsonSchema }) =>
      complete(zodSchema as unknown as Inside, jsonSchema as JsonSchema, direction),
  }) as unknown as { properties: { root: JsonSchema }; $defs?: Record<string, JsonSchema> }
  return { schema: properties.root, $defs }
}

/** The inside of a zod schema as far as it is read here. */
interface Inside {
  readonly _zod: {
    readonly def: {
      readonly type: string
      readonly checks?: readonly { readonly _zod: { readonly def: CheckInside } }[]
    }
  }
}
interface CheckInside {
  readonly check: string
  /** Of a check that changes the value. */
  readonly tx?: (text: string) => string
  /** Of a refinement. */
  readonly error?: (issue: unknown) => unknown
  readonly params?: { readonly jsonSchema?: JsonSchema }
}

function complete(zodSchema: Inside, json: JsonSchema, direction: Direction): void {
  delete json.id
  const checks = (zodSchema._zod.def.checks ?? []).map(({ _zod }) => _zod.def)
  // A date-time by RFC 3339 may have any offset, and zod's own pattern counts leap years in 300 characters.
  if (json.format === 'date-time') json.pattern = 'Z$'
  if (json.format === 'date') delete json.pattern
  if (direction === 'output') {
    if (json.minimum === Number.MIN_SAFE_INTEGER) delete json.minimum
    if (json.maximum === Number.MAX_SAFE_INTEGER) delete json.maximum
  }
  describe(json, changesOf(checks))
  if (trims(checks) && json.pattern === undefined && typeof json.minLength === 'number' && json.minLength > 0) {
    json.pattern = json.minLength === 1 ? '\\S' : `\\S[\\s\\S]{${json.minLength - 2},}\\S`
  }
  for (const { params, error } of checks.filter(({ check }) => check === 'custom')) {
    if (params?.jsonSchema) Object.assign(json, params.jsonSchema)
    const words = error?.({})
    if (typeof words === 'string') describe(json, [words])
  }
}

const trims = (checks: readonly CheckInside[]) => checks.some(({ tx }) => tx?.(' a ') === 'a')

/** What is done to the text before it is looked at: then the other keywords hold. */
function changesOf(checks: readonly CheckInside[]): string[] {
  const made = checks.flatMap(({ tx }) => {
    if (!tx) return []
    if (tx(' a ') === 'a') return ['white space around it is cut off']
    if (tx('A') === 'a') return ['it is put into small letters']
    if (tx('ﬁ') === 'fi') return ['it is normalized to Unicode NFKC']
    throw new Error('A schema changes its text in a way that the API document has no words for: see zod-schema.ts')
  })
  return made.length > 0 ? [`Before it is checked ${made.join(', ')}`] : []
}

function describe(json: JsonSchema, sentences: readonly string[]): void {
  for (const sentence of sentences) {
    const text = `${sentence[0]!.toUpperCase()}${sentence.slice(1)}${/[.!?]$/.test(sentence) ? '' : '.'}`
    json.description = json.description ? `${json.description} ${text}` : text
  }
}
