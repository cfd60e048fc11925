import { beforeAll, describe, expect, it } from '@jest/globals'
import { type Api, until } from '../../../bin/lib/api.ts'
import { anApi } from '../../support/shared-shop.ts'
import { aCustomer, aKey, aProduct, loggedIn, type Product, staffOf } from '../../support/shopper.ts'

let api: Api
let admin: Api
let staff: Api
let product: Product
beforeAll(async () => {
  api = anApi()
  ;[admin, staff] = await Promise.all([loggedIn(api, 'admin@tradewind.example'), staffOf(api)])
  product = await aProduct(staff, { stock: 3 })
})

const create = async (body: object = {}) =>
  (await admin.call('POST', '/api/api-keys', { name: 'warehouse', scopes: ['inventory:write'], ...body })).apiKey
const withKey = (key: string) => api.with({ 'x-api-key': key })
const setStock = (client: Api, onHand = 3) =>
  client.send({ method: 'PUT', path: `/api/inventory/${product.id}`, body: { onHand, reason: 'count' } })

describe('POST /api/api-keys', () => {
  it('makes a key that may do what its scopes say and nothing else', async () => {
    const { key } = await create()
    const answers = await Promise.all([
      setStock(withKey(key)),
      withKey(key).send({ method: 'GET', path: '/api/orders' }),
      withKey(key).send({ method: 'GET', path: '/api/users/profile' }),
      withKey(`${key.slice(0, -4)}AAAA`).send({ method: 'GET', path: '/api/orders' }),
    ])
    expect(answers.map(({ status }) => status)).toEqual([200, 403, 403, 401])
    expect(answers[3]!.headers.get('www-authenticate')).not.toBeNull()
  })

  it('shows the key once: a repeated request answers without it, and so does the list', async () => {
    const request = {
      method: 'POST',
      path: '/api/api-keys',
      body: { name: 'once', scopes: ['orders:read'] },
      headers: aKey(),
    }
    const first = await admin.send(request)
    const again = await admin.send(request)
    const { items } = await admin.call('GET', '/api/api-keys?limit=100')
    expect([first.status, again.status, again.headers.get('idempotent-replayed')]).toEqual([201, 201, 'true'])
    expect(first.body.apiKey.key).toMatch(/^tw_/)
    expect(again.body.apiKey).toEqual({ ...first.body.apiKey, key: undefined })
    expect(JSON.stringify(items)).not.toContain(first.body.apiKey.key)
  })

  it('makes one that ends by itself, and none that has ended already or may do nothing', async () => {
    const soon = new Date(Date.now() + 1500).toISOString()
    const { key, expiresAt } = await create({ expiresAt: soon })
    expect(expiresAt).toBe(soon)
    expect((await setStock(withKey(key))).status).toBe(200)
    const refused = await Promise.all(
      [{ expiresAt: '2020-01-01T00:00:00Z' }, { scopes: [] }, { scopes: ['everything'] }, { name: ' ' }].map((wrong) =>
        admin.send({ method: 'POST', path: '/api/api-keys', body: { name: 'x', scopes: ['orders:read'], ...wrong } }),
      ),
    )
    expect(refused.map(({ status }) => status)).toEqual([400, 400, 400, 400])
    const ended = await until(
      'the key to end',
      () => setStock(withKey(key)),
      ({ status }) => status !== 200,
    )
    expect([ended.status, ended.body.code]).toEqual([401, 'INVALID_TOKEN'])
  })

  it('is for admins only', async () => {
    const customer = await aCustomer(api)
    const statuses = await Promise.all(
      [api, customer.api, staff].map(
        async (client) =>
          (await client.send({ method: 'POST', path: '/api/api-keys', body: { name: 'x', scopes: ['orders:read'] } }))
            .status,
      ),
    )
    expect(statuses).toEqual([401, 403, 403])
  })
})

describe('GET /api/api-keys', () => {
  it('lists the newest first, in pages, with when each was last used', async () => {
    const unused = await create({ name: 'unused' })
    const used = await create({ name: 'used' })
    const before = new Date().toISOString()
    await setStock(withKey(used.key))

    const first = await admin.call('GET', '/api/api-keys?limit=1')
    const second = await admin.call('GET', `/api/api-keys?limit=1&cursor=${first.nextCursor}`)

    expect(first.items).toMatchObject([{ id: used.id, name: 'used', scopes: ['inventory:write'] }])
    expect(first.items[0].lastUsedAt >= before).toBe(true)
    expect(second.items).toMatchObject([{ id: unused.id }])
    expect(second.items[0].lastUsedAt).toBeUndefined()
    expect((await staff.send({ method: 'GET', path: '/api/api-keys' })).status).toBe(403)
  })
})

describe('DELETE /api/api-keys/{id}', () => {
  it('ends the key at once', async () => {
    const { id, key } = await create()
    const path = `/api/api-keys/${id}`
    expect((await setStock(withKey(key))).status).toBe(200)
    expect((await staff.send({ method: 'DELETE', path })).status).toBe(403)
    expect((await admin.send({ method: 'DELETE', path })).status).toBe(204)
    expect((await setStock(withKey(key))).status).toBe(401)
    expect((await admin.send({ method: 'DELETE', path })).status).toBe(404)
  })
})
