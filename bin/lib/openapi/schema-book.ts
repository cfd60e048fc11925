/** The document's reusable schemas: whatever a service or the contracts export under a capital name. */
import * as z from 'zod/mini'
import type { DocComments } from './doc-comments.ts'
import type { NamedSchema } from './named-schemas.ts'
import type { JsonSchema } from './types.ts'
import { type Direction, jsonSchemaOf } from './zod-schema.ts'

const PREFIX = '#/components/schemas/'
/** Marks the request's side of a name until it is known whether it differs from the answer's. */
const SENT = '@sent'

export class SchemaBook {
  readonly #names = z.registry<{ id: string }>()
  readonly #comments = new Map<string, DocComments>()
  /** By name, that of requests with its mark. */
  readonly #used = new Map<string, JsonSchema>()

  constructor(named: readonly NamedSchema[]) {
    for (const { name, schema, comments } of named) {
      this.#names.add(schema, { id: name })
      this.#comments.set(name, comments)
    }
  }

  /** `comments` describe fields of what has no name. */
  schemaOf(schema: z.ZodMiniType, direction: Direction, comments?: DocComments): JsonSchema {
    const { schema: root, $defs } = jsonSchemaOf(schema, direction, this.#names)
    const mark = direction === 'input' ? SENT : ''
    for (const [name, definition] of Object.entries($defs)) {
      if (this.#used.has(name + mark)) continue
      this.#used.set(name + mark, pointed(describeFields(definition, this.#comments.get(name)), mark))
    }
    return pointed(comments ? describeFields(root, { fields: comments.fields }) : root, mark)
  }

  /** The whole document with its schemas named for good: `…Input` where a request's side differs. */
  finish<Whole extends object>(document: Whole): { document: Whole; schemas: Record<string, JsonSchema> } {
    const same = this.#sidesThatAgree()
    const finalName = (name: string) => {
      const plain = name.replace(SENT, '')
      return name === plain || same.has(plain) || !this.#used.has(plain) ? plain : `${plain}Input`
    }
    const rename = <Value>(value: Value): Value =>
      JSON.parse(
        JSON.stringify(value).replace(
          /"#\/components\/schemas\/([\w.-]+@sent)"/g,
          (_, name) => `"${PREFIX}${finalName(name)}"`,
        ),
      )
    const entries = [...this.#used].map(([name, schema]) => [finalName(name), rename(schema)] as const)
    return {
      document: rename(document),
      schemas: Object.fromEntries(entries.sort(([a], [b]) => (a < b ? -1 : 1))),
    }
  }

  /** Names whose two sides are equal, all that they refer to included. */
  #sidesThatAgree(): Set<string> {
    const text = (name: string) => JSON.stringify(this.#used.get(name)).replaceAll(SENT, '')
    const both = [...this.#used.keys()].filter((name) => this.#used.has(name + SENT))
    const agree = new Set(both.filter((name) => text(name) === text(name + SENT)))
    const differ = new Set(both.filter((name) => !agree.has(name)))
    for (let before = -1; before !== agree.size; ) {
      before = agree.size
      for (const name of agree) {
        if ([...differ].some((other) => text(name).includes(`"${PREFIX}${other}"`))) {
          agree.delete(name)
          differ.add(name)
        }
      }
    }
    return agree
  }
}

const pointed = (schema: JsonSchema, mark: string): JsonSchema =>
  JSON.parse(
    JSON.stringify(schema).replace(/"\$ref":"#\/\$defs\/([\w.-]+)"/g, (_, name) => `"$ref":"${PREFIX}${name}${mark}"`),
  )

/** The schema with the doc comments of its source as descriptions. */
function describeFields(schema: JsonSchema, comments: DocComments | undefined): JsonSchema {
  if (!comments) return schema
  const copy: JsonSchema = structuredClone(schema)
  if (comments.text) copy.description = joined(comments.text, copy.description)
  const visit = (part: JsonSchema) => {
    for (const [name, field] of Object.entries(part.properties ?? {})) {
      const text = comments.fields.get(name)
      if (text) field.description = joined(text, field.description)
      visit(field)
    }
    for (const inner of [part.items, ...[part.oneOf, part.anyOf].flat()]) if (inner) visit(inner as JsonSchema)
  }
  visit(copy)
  return copy
}

const joined = (...texts: (string | undefined)[]) => texts.filter(Boolean).join(' ')
