import { randomUUID } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { Api, type ApiAnswer, until } from '../../bin/lib/api.ts'
import { inParallel } from '../../bin/lib/in-parallel.ts'
import { seedShop } from '../../bin/lib/seed-shop.ts'
import type { FaultInput } from '../../localstack/embedded/faults/fault.ts'
import { type RunningCloud, startCloud } from '../../localstack/embedded/index.ts'
import { type Cast, theCast } from '../support/cast.ts'
import { type Deed, harmlessDeeds, realDeeds } from '../support/deeds.ts'
import { aProduct, loggedIn, mailsTo, type Product, placeOrder, stockOf } from '../support/shopper.ts'
import { timerFires } from '../support/timers.ts'
import { theWorld, type World } from '../support/world.ts'

interface Death {
  readonly name: string
  readonly faults: readonly FaultInput[]
  /** What answers otherwise than with everything alive, and how. All else must answer as ever. */
  readonly changes: Readonly<Record<string, string>>
}

const dead = (where: Omit<FaultInput, 'kind'>): FaultInput => ({ kind: 'error', ...where })
const own = 'tradewind-local'

const deaths: readonly Death[] = [
  {
    name: 'the payment provider',
    faults: ['create-charge', 'find-charge', 'get-charge', 'void-charge', 'create-refund'].map((each) =>
      dead({ function: `${own}-simulators-${each}` }),
    ),
    changes: {},
  },
  { name: 'mail', faults: [dead({ service: 'ses' })], changes: {} },
  { name: 'SMS', faults: [dead({ service: 'sns' })], changes: {} },
  { name: 'the bus', faults: [dead({ service: 'events' })], changes: {} },
  {
    name: 'the inventory',
    faults: [dead({ function: `${own}-inventory-` })],
    changes: {
      'DELETE /api/inventory/{productId}/subscriptions': '500 of the gateway',
      'GET /api/inventory/alerts': '500 of the gateway',
      'GET /api/inventory/subscriptions': '500 of the gateway',
      'GET /api/inventory/{productId}': '500 of the gateway',
      'GET /api/inventory/{productId}/ledger': '500 of the gateway',
      'POST /api/inventory/deduct': '500 of the gateway',
      'POST /api/inventory/restore': '500 of the gateway',
      'POST /api/inventory/{productId}/subscriptions': '500 of the gateway',
      'PUT /api/inventory/{productId}': '500 of the gateway',
      // Whole or not at all: a part of one's data must not pass for all of it.
      'GET /api/users/export': '503 PROVIDER_UNAVAILABLE',
      // Nothing is promised that nobody counted.
      'place an order': '503 PROVIDER_UNAVAILABLE',
    },
  },
  { name: 'the search index', faults: [dead({ service: 's3', function: `${own}-search-` })], changes: {} },
]

let dataFolder: string
let cloud: RunningCloud
let api: Api
let cast: Cast
let world: World
let product: Product
let deeds: Deed[]
let alive: Map<string, string>

async function open() {
  cloud = await startCloud({ assembly: join(import.meta.dirname, '../../cdk.out/local'), dataFolder, log: quiet })
  api = new Api(cloud.apiUrls['tradewind-local']!)
}
const quiet = { info() {}, warn() {}, error() {} }

beforeAll(async () => {
  dataFolder = mkdtempSync(join(tmpdir(), 'tradewind-dead-'))
  await open()
  await seedShop({
    url: cloud.apiUrls['tradewind-local']!,
    endpoint: cloud.endpoint,
    stage: 'local',
    what: 'accounts',
    onProgress: () => {},
  })
  cast = await theCast(api, cloud.endpoint)
  world = await theWorld(cast)
  product = world.product
  deeds = [...harmlessDeeds(cast, world), ...realDeeds(api, cast, product)]
  await doAll()
  alive = await doAll()
}, 240_000)

afterAll(async () => {
  await cloud?.stop()
  rmSync(dataFolder, { recursive: true, force: true })
})

const said = ({ status, body }: ApiAnswer) =>
  status < 400 ? String(status) : `${status} ${body?.code ?? 'of the gateway'}`

async function doAll() {
  const answers = new Map<string, string>()
  await inParallel(deeds, 4, async ({ name, run }) => {
    const answer = await run()
    answers.set(name, said(answer))
    if (answer.status === 503) expect([name, answer.headers.get('retry-after')]).toEqual([name, expect.any(String)])
  })
  return answers
}

interface UnderWay {
  readonly id: string
  readonly key: string
  /** Of which nobody else buys: what becomes of its stock is this order's doing. */
  readonly bought: Product
}

/** On hand of each of them before. */
const STOCK = 5

/** Orders that were under way while something was dead, by what it was. */
const underWay = new Map<string, UnderWay>()
const sms = { to: '+12025550143', text: `dead ${randomUUID()}` }

async function payAgain({ id, key }: UnderWay) {
  const body = { orderId: id, method: { type: 'card', token: 'tok_visa' } }
  return cast.owner.api.send({ method: 'POST', path: '/api/payments', body, headers: { 'idempotency-key': key } })
}

/** How often what is dead was called. */
const hits = async () => cloud.faults.list().reduce((sum, fault) => sum + fault.hits, 0)

async function orderOf(id: string) {
  return (await cast.owner.api.get('/api/orders/{id}', { params: { path: { id } } })).order
}

describe('With one dependency dead', () => {
  it.each(deaths)(
    '$name: only what needs it answers otherwise, and an order that is under way is seen to wait',
    async ({ name, faults, changes }) => {
      const bought = await aProduct(cast.staff, { stock: STOCK })
      const { id } = await placeOrder(cast.owner.api, [{ sku: bought.sku, quantity: 1 }])
      const placed = { id, key: randomUUID(), bought }
      for (const fault of faults) cloud.faults.add(fault)

      const paid = await payAgain(placed)
      if (name === 'SMS') await cast.staff.call('POST', '/api/notifications/sms', sms)
      const answers = await doAll()
      const { status } = await orderOf(placed.id)
      // So that the table above cannot be empty because nothing was dead. The search index is written a moment after a change.
      await until(`${name} to be missed`, hits, (count) => count > 0)
      cloud.faults.remove()
      // Or its checkout would meet the next dead dependency too.
      if (name === 'the bus')
        await until(
          'the checkout to begin',
          () => orderOf(id),
          (order) => order.status !== 'PENDING',
        )

      underWay.set(name, placed)
      const changed = [...answers].filter(([deed, answer]) => alive.get(deed) !== answer)
      expect(Object.fromEntries(changed)).toEqual(changes)
      // The payment is written down and waits at worst: the customer is never answered by a failure.
      expect([paid.status, status]).toEqual([201, expect.not.stringMatching('NEEDS_ATTENTION')])
    },
    120_000,
  )

  it('what waited is done once all of it is back: orders end, mails and text messages arrive, no stock stays reserved', async () => {
    // In the local cloud a restart is also the end of every visibility time-out.
    await cloud.stop()
    await open()
    const owner = await loggedIn(api, cast.owner.email)
    cast = { ...cast, owner: { ...cast.owner, api: owner } }

    // The customer asks again: a payment that nobody was asked for is made, if it does not count as never charged yet.
    for (const placed of underWay.values()) await payAgain(placed)
    const ends: Record<string, string> = {}
    for (const [name, { id }] of underWay) {
      const ended = await until(`the order of the time without ${name} to end`, () => orderOf(id), isEnded, {
        seconds: 90,
      })
      ends[name] = ended.status
    }
    const mailOf = async (name: string) => {
      const { number } = await orderOf(underWay.get(name)!.id)
      const mails = await mailsTo(api, cast.owner.email)
      return mails.filter(({ subject, text }) => `${subject} ${text}`.includes(number)).length
    }
    // Its timer would do it within a minute.
    const afterTimer = async <Value>(ask: () => Promise<Value>): Promise<Value> => {
      await timerFires(cloud.endpoint, 'notifications-schedules-queue-deferred')
      return ask()
    }
    const patient = { seconds: 90, everyMs: 300 }
    for (const name of ['mail', 'the bus']) {
      await until(
        `the mail of the time without ${name}`,
        () => afterTimer(() => mailOf(name)),
        (count) => count > 0,
        patient,
      )
    }
    const texts = await until(
      'the text message',
      () => afterTimer(() => mailsTo(api, sms.to)),
      (items) => items.length > 0,
      patient,
    )
    const stocks: Record<string, object> = {}
    for (const [name, { bought }] of underWay) {
      const { onHand, reserved } = await until(
        `the stock of the time without ${name} to be free`,
        () => stockOf(api, bought),
        (stock) => stock.reserved === 0,
        patient,
      )
      stocks[name] = { onHand, reserved }
    }

    expect(ends).toMatchObject({ mail: 'PAID', SMS: 'PAID', 'the bus': 'PAID', 'the search index': 'PAID' })
    // Charged when asked again in time, called off otherwise.
    expect(['PAID', 'PAYMENT_FAILED']).toContain(ends['the payment provider'])
    // Out of the goods for a while: bought after all, or called off and paid back.
    expect(['PAID', 'CANCELLED']).toContain(ends['the inventory'])
    const left = (status: string) => ({ onHand: status === 'PAID' ? STOCK - 1 : STOCK, reserved: 0 })
    expect(stocks).toEqual(Object.fromEntries(Object.entries(ends).map(([name, status]) => [name, left(status)])))
    expect(texts.filter(({ text }) => text.includes(sms.text))).toHaveLength(1)
  }, 300_000)
})

const isEnded = ({ status }: { status: string }) => !['PENDING', 'AWAITING_PAYMENT'].includes(status)
