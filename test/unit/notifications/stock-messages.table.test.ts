import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals'
import { handler as list } from '../../../functions/notifications/list-notifications/handler.ts'
import { handler as lowStock } from '../../../functions/notifications/on/low-stock/handler.ts'
import { handler as stockSubscriptions } from '../../../functions/notifications/on/stock-subscriptions/handler.ts'
import { getDelivery } from '../../../functions/notifications/table.ts'
import { handler as updatePreferences } from '../../../functions/notifications/update-preferences/handler.ts'
import { newId } from '../../../functions/shared/ids.ts'
import { startTable } from '../../support/dynamodb.ts'
import { aCustomer, send } from '../../support/http-event.ts'
import { anEvent, delivery, theWorld } from './builders.ts'

let table: Awaited<ReturnType<typeof startTable>>
const world = theWorld()
const product = world.product
beforeAll(async () => {
  table = await startTable()
})
afterAll(() => table.stop())
beforeEach(() => {
  world.product = product
  world.contact = { email: 'ada@example.com', name: 'Ada', phone: '+1 555 010 0000', locale: 'en' }
  world.reset()
})

const fulfilled = (userId: string) =>
  anEvent('StockSubscriptionFulfilled', { subscriptionId: newId(), userId, productId: 'p', sku: 'MUG' })
const tell = async (event: object) => (await stockSubscriptions(delivery(event))).batchItemFailures.length
const inbox = async (userId: string) => (await send(list, { as: aCustomer(userId) })).body.items

describe('a subscriber whose product is back', () => {
  it('is told once by e-mail and in the inbox, however often the event comes, and by no SMS unasked', async () => {
    const userId = newId()
    const event = fulfilled(userId)

    await Promise.all([tell(event), tell(event)])
    await tell(event)

    expect(world.mails().map(({ Message }) => Message?.Subject?.Data)).toEqual(['Trail mug is back in stock'])
    expect(world.texts()).toEqual([])
    expect(await inbox(userId)).toMatchObject([{ template: 'back-in-stock', title: 'Trail mug is back in stock' }])
  })

  it('is told on the channels wanted, in the own language', async () => {
    const userId = newId()
    world.contact = { email: 'li@example.com', name: '李', phone: '+86 138 0000 0000', locale: 'zh-CN' }
    const channels = { stock: { email: false, sms: true, inApp: false } }
    await send(updatePreferences, { method: 'PUT', as: aCustomer(userId), body: { channels } })

    await tell(fulfilled(userId))

    expect(world.mails()).toEqual([])
    expect(world.texts()).toMatchObject([{ Message: 'Trail mug 已到货。' }])
    expect(await inbox(userId)).toEqual([])
  })

  it('hears nothing of a product that was taken out of the shop meanwhile', async () => {
    world.product = undefined
    const userId = newId()

    expect(await tell(fulfilled(userId))).toBe(0)

    expect(world.mails()).toEqual([])
    expect(await inbox(userId)).toEqual([])
  })
})

describe('staff', () => {
  it('is told once of each alert, at an address that is kept nowhere', async () => {
    const data = { alertId: newId(), sku: 'MUG', productId: 'p', available: 3, lowStockThreshold: 5 }
    const event = anEvent('StockRanLow', data)

    await Promise.all([lowStock(delivery(event)), lowStock(delivery(event))])
    await lowStock(delivery(event))

    expect(world.mails()).toMatchObject([
      {
        Destination: { ToAddresses: ['staff@tradewind.example'] },
        Message: { Subject: { Data: 'Trail mug is running low' } },
      },
    ])
    expect(JSON.stringify(await getDelivery(`${data.alertId}-email`))).not.toMatch(/staff@/)
  })
})
