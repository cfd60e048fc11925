import { describe, expect, it } from '@jest/globals'
import { encodeTime } from 'ulid'
import * as events from '../../../contracts/events/index.ts'
import { firstIdAt, idsOfDay } from '../../../functions/orders/domain/id-range.ts'
import { timelineEntry } from '../../../functions/orders/domain/timeline.ts'
import { recordTimeline } from '../../../functions/orders/on/record-timeline/subscriber.ts'

const idAt = (time: string, rest: string) => `${encodeTime(Date.parse(time), 10)}${rest.repeat(16)}`

describe('the timeline', () => {
  it('keeps what people want to know of an event', () => {
    const envelope = {
      eventId: 'e-1',
      name: 'OrderCancelled',
      version: 1,
      occurredAt: '2026-11-05T12:00:00.000Z',
      correlationId: 'c-1',
      data: { orderId: 'o-1', number: 'TW-1', customerId: 'u-1', reason: 'CUSTOMER' },
    }
    expect(timelineEntry(envelope)).toEqual({
      eventId: 'e-1',
      name: 'OrderCancelled',
      at: '2026-11-05T12:00:00.000Z',
      data: { number: 'TW-1', reason: 'CUSTOMER' },
    })
  })

  it('records every event of the shop that names an order', () => {
    const ofOrders = Object.values(events).filter(
      (event) => typeof event === 'object' && 'data' in event && 'orderId' in shapeOf(event),
    )
    expect(recordTimeline.events.map((event) => event.name).sort()).toEqual(
      ofOrders.map((event) => (event as { name: string }).name).sort(),
    )
  })
})

const shapeOf = (event: object) => (event as { data: { shape: object } }).data.shape

describe('order ids as times', () => {
  it('puts every id of a day, and no other, between its bounds', () => {
    const { after, before } = idsOfDay('2026-11-05')
    const isInside = (id: string) => id > after && id < before
    expect(isInside(idAt('2026-11-05T00:00:00.000Z', '0'))).toBe(true)
    expect(isInside(idAt('2026-11-05T23:59:59.999Z', 'Z'))).toBe(true)
    expect(isInside(idAt('2026-11-04T23:59:59.999Z', 'Z'))).toBe(false)
    expect(isInside(idAt('2026-11-06T00:00:00.000Z', '0'))).toBe(false)
  })

  it('tells ids made before a moment', () => {
    expect(idAt('2026-11-05T11:59:59.999Z', 'Z') < firstIdAt(new Date('2026-11-05T12:00:00Z'))).toBe(true)
    expect(idAt('2026-11-05T12:00:00.000Z', '0') < firstIdAt(new Date('2026-11-05T12:00:00Z'))).toBe(false)
  })
})
