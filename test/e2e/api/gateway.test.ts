import { beforeAll, describe, expect, it } from '@jest/globals'
import { Validator } from '@seriousme/openapi-schema-validator'
import type { Api } from '../../../bin/lib/api.ts'
import { committedDocument } from '../../support/conformance.ts'
import { anApi } from '../../support/shared-shop.ts'

let api: Api

beforeAll(() => {
  api = anApi()
})

const get = (path: string, headers: Record<string, string> = {}) => api.send({ method: 'GET', path, headers })

describe('GET /health', () => {
  it('says that requests are answered, and by what; nobody keeps the answer', async () => {
    const answer = await get('/health')
    expect(answer.body).toEqual({ status: 'ok', version: expect.any(String), stage: 'local' })
    expect(answer.headers.get('cache-control')).toBe('no-store')
    expect(answer.headers.get('x-request-id')).toBeTruthy()
  })
})

describe('GET /openapi.json', () => {
  it('serves the valid document that is committed, with a tag for who has it already', async () => {
    const answer = await get('/openapi.json')
    expect(JSON.stringify(answer.body) === JSON.stringify(committedDocument())).toBe(true)
    expect((await new Validator().validate(structuredClone(answer.body))).valid).toBe(true)
    expect(answer.headers.get('cache-control')).toBe('public, max-age=300')
    expect((await get('/openapi.json', { 'if-none-match': answer.headers.get('etag')! })).status).toBe(304)
  })
})

describe('GET /docs', () => {
  it('serves a page with every operation that needs no script and loads nothing', async () => {
    const answer = await get('/docs')
    const page: string = answer.body
    expect(answer.headers.get('content-security-policy')).toMatch(/^default-src 'none'/)
    // Not `toMatch`, which would print the page.
    expect(/<(?:script|link|img|iframe|object|form)\b|@import/.test(page)).toBe(false)
    const ids = Object.values(committedDocument().paths).flatMap((methods) =>
      Object.values(methods).map(({ operationId }) => operationId),
    )
    expect(ids.filter((id) => !page.includes(`<article id="${id}">`))).toEqual([])
    const targets = new Set([...page.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id))
    const links = [...page.matchAll(/href="#([^"]+)"/g)].map(([, id]) => id!)
    expect(links.filter((id) => !targets.has(id))).toEqual([])
  })
})

describe('GET /demo/pictures/{shape}/{palette}/{slug}', () => {
  it('draws the picture of a demo product', async () => {
    const answer = await get('/demo/pictures/tent/forest/fellside-2-ridge-tent.svg')
    expect([answer.status, answer.headers.get('content-type')]).toEqual([200, 'image/svg+xml; charset=utf-8'])
    expect(answer.body).toMatch(/^<svg/)
    expect((await get('/demo/pictures/nothing/forest/x.svg')).status).toBe(404)
  })
})
