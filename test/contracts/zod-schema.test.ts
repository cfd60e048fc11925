import { describe, expect, it } from '@jest/globals'
import * as z from 'zod/mini'
import { SchemaBook } from '../../bin/lib/openapi/schema-book.ts'
import { exactlyOneOf } from '../../functions/shared/http/validation.ts'

const bookOf = (named: Record<string, z.ZodMiniType> = {}) =>
  new SchemaBook(Object.entries(named).map(([name, schema]) => ({ name, schema, comments: { fields: new Map() } })))
const input = (schema: z.ZodMiniType) => bookOf().schemaOf(schema, 'input')

describe('A schema in the document', () => {
  it('says that white space is cut off, and that nothing but white space is too short', () => {
    const schema = input(z.string().check(z.trim(), z.minLength(1)))
    expect(schema).toMatchObject({ minLength: 1, pattern: '\\S', description: expect.stringContaining('cut off') })
  })

  it('refuses to leave out a change of the text that it has no words for', () => {
    expect(() => input(z.string().check(z.overwrite((text) => `${text}!`)))).toThrow('no words for')
  })

  it('expresses that exactly one of some fields is sent', () => {
    const either = z.strictObject({ a: z.optional(z.int()), b: z.optional(z.int()) }).check(exactlyOneOf('a', 'b'))
    expect(input(either)).toMatchObject({
      oneOf: [{ required: ['a'] }, { required: ['b'] }],
      description: 'Either a or b.',
    })
  })

  it('tells a refinement in words', () => {
    const even = z.int().check(z.refine((number) => number % 2 === 0, 'an even number'))
    expect(input(even).description).toBe('An even number.')
  })

  it('has times end in Z, as the shop asks for', () => {
    expect(input(z.iso.datetime())).toMatchObject({ format: 'date-time', pattern: 'Z$' })
  })

  it('has one name where both sides agree, and a name for the request where they do not, however deep', () => {
    const Same = z.strictObject({ a: z.string() })
    const Inner = z.strictObject({ b: z._default(z.int(), 1) })
    const Outer = z.strictObject({ inner: Inner })
    const book = bookOf({ Same, Inner, Outer })
    const both = { input: z.array(z.union([Same, Outer])), output: z.array(z.union([Same, Outer])) }
    const sides = { sent: book.schemaOf(both.input, 'input'), answered: book.schemaOf(both.output, 'output') }

    const { document, schemas } = book.finish(sides)

    expect(Object.keys(schemas)).toEqual(['Inner', 'InnerInput', 'Outer', 'OuterInput', 'Same'])
    expect(JSON.stringify(document.sent)).toContain('#/components/schemas/OuterInput')
    expect(JSON.stringify(schemas.OuterInput)).toContain('#/components/schemas/InnerInput')
    expect(JSON.stringify(document.answered)).toContain('"#/components/schemas/Outer"')
  })
})
