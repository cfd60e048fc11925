import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { Api, until } from '../../bin/lib/api.ts'
import { type ShopProcess, startShopProcess } from '../../bin/lib/shop-process.ts'
import { aFullCustomer, type FullCustomer } from '../support/full-customer.ts'
import { contentsOf, filesOf, found } from '../support/shop-contents.ts'
import { mailsTo, PASSWORD, staffOf } from '../support/shopper.ts'

/** A shop of its own: its whole data folder is looked through. */
let folder: string
let shop: ShopProcess
let api: Api
let staff: Api
let customer: FullCustomer
let other: FullCustomer
/** Of the customer's orders, before. */
let before: Record<string, Record<string, unknown>>
/** Where the search finds the customer's strings before. */
let strewn: string[]

const start = async () => {
  shop = await startShopProcess({ args: ['--seed', 'accounts'], env: { TRADEWIND_DATA: folder } })
  api = new Api(shop.url)
  staff = await staffOf(api)
}
const orderOf = async (id: string) => (await staff.call('GET', `/api/orders/${id}`)).order
const erasures = async (): Promise<{ name: string; status: string }[]> => {
  const { items } = await api.call('GET', '/_local/api/executions?limit=1000')
  return items.filter(({ stateMachine }: { stateMachine: string }) => stateMachine.endsWith('-erasure'))
}
const untilErased = async ({ planted }: FullCustomer) => {
  await until(
    'the erasure to end',
    erasures,
    (all) => all.length > 0 && all.every(({ status }) => status === 'SUCCEEDED'),
    { seconds: 60 },
  )
  await until(
    'the mailbox to be empty',
    async () => [...(await mailsTo(api, planted.email)), ...(await mailsTo(api, planted.phone))],
    (letters) => letters.length === 0,
  )
}
const everywhere = async ({ planted }: FullCustomer) => [
  ...found(planted, await contentsOf(api)),
  ...found(planted, filesOf(folder)),
]

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'tradewind-erasure-'))
  await start()
  customer = await aFullCustomer(api, staff)
  other = await aFullCustomer(api, staff)
  before = Object.fromEntries(
    await Promise.all(Object.values(customer.orders).map(async (id) => [id, await orderOf(id)] as const)),
  )
  strewn = await everywhere(customer)
}, 240_000)

afterAll(async () => {
  await shop?.stop()
  rmSync(folder, { recursive: true, force: true })
})

describe('The export of a customer who used everything', () => {
  it('is one document with every word that the shop keeps of them, and none of anybody else', async () => {
    const { status, body } = await customer.api.send({ method: 'GET', path: '/api/users/export' })

    expect(status).toBe(200)
    // Kept nowhere: what a sent message said, and what the customer browses with.
    const { mailText, smsText, userAgent, ...kept } = customer.planted
    const document = new Map([['the export', JSON.stringify(body)]])
    expect(found(kept, document)).toHaveLength(Object.keys(kept).length)
    expect([...found({ mailText, smsText, userAgent }, document), ...found(other.planted, document)]).toEqual([])
    expect(body.nextCursor).toBeNull()
  })
})

describe('The erasure of a customer', () => {
  it('is not blocked by orders: it ends the account at once, and repeating it is harmless', async () => {
    const request = { method: 'DELETE', path: '/api/users/profile' }

    const first = await customer.api.send(request)
    const second = await customer.api.send(request)

    expect(first.status).toBe(204)
    expect([204, 401]).toContain(second.status)
    expect((await customer.api.send({ method: 'GET', path: '/api/users/profile' })).status).toBe(401)
    await until('only one erasure to run', erasures, (all) => all.length === 1)
  })

  it('leaves none of their strings in any table, queue, mailbox, log, memory, history or file', async () => {
    await untilErased(customer)
    const left = await until(
      'nothing to be left',
      () => everywhere(customer),
      (places) => places.length === 0,
      { seconds: 20 },
    )
    expect(left).toEqual([])
    // Each was somewhere before: the search looks where things are.
    const words = Object.keys(customer.planted)
    expect(words.filter((word) => !strewn.some((place) => place.startsWith(`${word} in `)))).toEqual([])
    for (const place of ['tables/', 'mailbox', 'invocations', '.sqlite']) expect(strewn.join()).toContain(place)
  }, 60_000)

  it('keeps what tax law keeps: numbers, lines, amounts, taxes, country and dates of the orders', async () => {
    for (const [id, old] of Object.entries(before)) {
      const { shippingAddress, ...now } = await orderOf(id)
      const kept = ['number', 'customerId', 'lines', 'subtotal', 'discount', 'shippingFee', 'tax', 'total', 'createdAt']
      expect(Object.fromEntries(kept.map((name) => [name, now[name]]))).toEqual(
        Object.fromEntries(kept.map((name) => [name, old[name]])),
      )
      expect(shippingAddress).toMatchObject({ country: 'US', region: 'CA', recipient: 'erased' })
      const history = old.history as { status: string }[]
      expect(now.history.slice(0, history.length).map(({ status }: { status: string }) => status)).toEqual(
        history.map(({ status }) => status),
      )
    }
  })

  it('cancels what was paid and has not left, and gives the money back', async () => {
    const order = await until(
      'the money to go back',
      () => orderOf(customer.orders.paid),
      ({ payment }) => payment.status === 'REFUNDED',
    )
    expect(order.status).toBe('CANCELLED')
    expect((await orderOf(customer.orders.delivered)).status).toBe('PARTIALLY_REFUNDED')
  })

  it('leaves the stars of their review, without words and without whose they were', async () => {
    const { product } = await until(
      'the rating',
      () => api.call('GET', `/api/products/${customer.product.id}`),
      (answer) => answer.product.rating.count === 1,
    )
    expect(product.rating).toEqual({ average: 4, count: 1 })
    expect((await api.call('GET', `/api/products/${customer.product.id}/reviews`)).items).toEqual([])
  })

  it('touches nobody else', async () => {
    const { body } = await other.api.send({ method: 'GET', path: '/api/users/export' })
    const { mailText, smsText, userAgent, ...kept } = other.planted
    expect(found(kept, new Map([['the export', JSON.stringify(body)]]))).toHaveLength(Object.keys(kept).length)
    expect((await mailsTo(api, other.planted.email)).some(({ text }) => text.includes(mailText))).toBe(true)
  })

  it('leaves an unknown account: logging in is refused as for anybody, and the address is free again', async () => {
    const { email } = customer.planted
    const login = { method: 'POST', path: '/api/users/login', body: { email, password: PASSWORD } }
    const gone = await api.send(login)
    const unknown = await api.send({ ...login, body: { email: 'nobody-at-all@mail.example', password: PASSWORD } })
    expect(gone.status).toBe(401)
    expect({ ...gone.body, requestId: '' }).toEqual({ ...unknown.body, requestId: '' })

    const again = { method: 'POST', path: '/api/users/register', body: { email, password: PASSWORD, name: 'New' } }
    const { status, body } = await api.send(again)
    expect(status).toBe(201)
    expect(body.user.id).not.toBe(customer.id)
  })

  it('goes on where it was after a crash of the whole machine', async () => {
    await other.api.call('DELETE', '/api/users/profile')
    await until('it to run', erasures, (all) => all.some(({ status }) => status === 'RUNNING'))

    await shop.kill()
    await start()

    await untilErased(other)
    const left = await until(
      'nothing to be left',
      () => everywhere(other),
      (places) => places.length === 0,
    )
    expect(left).toEqual([])
  }, 120_000)
})
