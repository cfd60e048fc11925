import { describe, expect, it } from '@jest/globals'
import { exchangesOf } from '../../bin/lib/openapi/examples.ts'
import { Conformance, conforming } from '../support/conformance.ts'

const conformance = new Conformance()
const request = { method: 'GET', path: '/api/users/profile' }
const json = { 'content-type': 'application/json; charset=utf-8', 'x-request-id': 'r', 'cache-control': 'no-store' }
const user = (exchangesOf('getProfile')[0]!.answer.body as { user: object }).user
const answer = (changes: { status?: number; body?: unknown; headers?: Record<string, string> }) => ({
  status: 200,
  body: { user },
  ...changes,
  headers: new Headers({ ...json, ...changes.headers }),
})
const violations = (changes: Parameters<typeof answer>[0]) => conformance.violations(request, answer(changes))
const problem = {
  type: 'https://tradewind.example/problems/unauthenticated',
  title: 't',
  status: 401,
  detail: 'd',
  code: 'UNAUTHENTICATED',
  requestId: 'r',
}
const problemHeaders = { 'content-type': 'application/problem+json', 'www-authenticate': 'Bearer' }

describe('The check of answers against the document', () => {
  it('finds nothing wrong with what is documented, errors included', () => {
    expect(violations({})).toEqual([])
    expect(violations({ status: 401, body: problem, headers: problemHeaders })).toEqual([])
  })

  it.each([
    ['a status that is not documented', { status: 202 }, /202 is not documented/],
    ['a field that is not documented', { body: { user: { ...user, passwordHash: 'x' } } }, /passwordHash/],
    ['a field that is missing', { body: { user: { ...user, id: undefined } } }, /id/],
    ['a value of another type', { body: { user: { ...user, version: '1' } } }, /version/],
    ['another content type', { headers: { 'content-type': 'text/html' } }, /content type text\/html/],
    ['an error that is no problem', { status: 401, body: { message: 'no' } }, /content type application\/json/],
    [
      'a code that this operation does not answer with',
      { status: 401, body: { ...problem, code: 'INVALID_SIGNATURE' }, headers: problemHeaders },
      /code/,
    ],
  ])('finds %s', (_, changes, words) => {
    expect(violations(JSON.parse(JSON.stringify(changes))).join('\n')).toMatch(words)
  })

  it('finds a missing header, and fails the call that met it', () => {
    const bare = { ...answer({}), headers: new Headers({ 'content-type': 'application/json' }) }
    expect(conformance.violations(request, bare).join()).toMatch(/X-Request-Id is missing/)
    expect(() => conforming(conformance)(request, { ...bare, ms: 1 })).toThrow('against the OpenAPI document')
  })

  it('knows a path without parameters from one that takes it for an id', () => {
    const idOf = (path: string) => conformance.operationOf({ method: 'GET', path })?.operation.operationId
    expect([idOf('/api/products/categories?x=1'), idOf('/api/products/p1'), idOf('/api/nothing')]).toEqual([
      'listCategories',
      'getProduct',
      undefined,
    ])
  })
})
