import { describe, expect, it } from '@jest/globals'
import * as z from 'zod/mini'
import { defineRoute, staffOnly } from '../../../functions/shared/http/route.ts'
import { parseRequest } from '../../../functions/shared/http/validation.ts'
import { anHttpEvent } from '../../support/http-event.ts'

const route = defineRoute({
  name: 'x',
  method: 'POST',
  path: '/x',
  summary: 'x',
  access: staffOnly,
  ownership: 'shop',
  body: z.strictObject({ text: z.string() }),
  responses: { 204: null },
  table: 'none',
})
const parse = (json: string) =>
  parseRequest(route, { ...anHttpEvent({ headers: { 'content-type': 'application/json' } }), body: json })

describe('A body with escaped characters', () => {
  it.each([
    ['a pair of surrogates', '"\\ud83d\\uDCA5"', '💥'],
    ['two pairs in a row', '"\\ud83d\\udca5\\ud83d\\udca5"', '💥💥'],
    ['a backslash before something that looks like one', '"\\\\ud800"', '\\ud800'],
    ['other escapes', '"\\n\\u4e2d\\/"', '\n中/'],
  ])('is taken with %s', (_, text, value) => {
    expect(parse(`{"text":${text}}`).body).toEqual({ text: value })
  })

  it.each(['"\\ud800"', '"\\udca5\\ud83d"', '"a\\ud83d-\\udca5"', '"\\\\\\ud800"', '"\\u4e2d\\uD83D"'])(
    'is refused when it has half a character: %s',
    (text) => {
      expect(() => parse(`{"text":${text}}`)).toThrow(
        expect.objectContaining({ code: 'MALFORMED_REQUEST', status: 400 }),
      )
    },
  )
})
