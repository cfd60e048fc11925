import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import {
  advance,
  cancelled,
  newShipment,
  orderIdOf,
  type ShipmentChange,
  shipmentIdOf,
  tombstone,
} from '../../../functions/shipping/domain/shipment.ts'
import { aShipment, at } from './builders.ts'

const names = (change: ShipmentChange | undefined) => change?.events.map((event) => event.definition.name)

describe('a shipment', () => {
  it('has an id that follows from its order, so that there is one', () => {
    expect(orderIdOf(shipmentIdOf('order-1'))).toBe('order-1')
    expect(newShipment('order-1', 'manual', at).shipment.id).toBe(newShipment('order-1', 'manual', at).shipment.id)
  })

  it('ends delivered and tells each step once, whatever order the reports come in and how often', () => {
    const report = fc.constantFrom('DISPATCHED' as const, 'DELIVERED' as const)
    fc.assert(
      fc.property(fc.array(report, { maxLength: 8 }), (reports) => {
        let shipment = aShipment()
        const told: string[] = []
        for (const to of [...reports, 'DELIVERED' as const]) {
          const change = advance(shipment, to, { at })
          for (const event of change?.events ?? []) expect(() => event.definition.data.parse(event.data)).not.toThrow()
          told.push(...(names(change) ?? []))
          shipment = change?.shipment ?? shipment
        }
        expect(shipment.status).toBe('DELIVERED')
        expect(told).toEqual(['ShipmentDispatched', 'ShipmentDelivered'])
      }),
    )
  })

  it('keeps what the carrier said of it', () => {
    const change = advance(aShipment(), 'DISPATCHED', { at, carrier: 'Gull Post', trackingNumber: 'G1' })!
    expect(change.shipment).toMatchObject({ carrier: 'Gull Post', trackingNumber: 'G1', version: 2 })
    expect(advance(change.shipment, 'DELIVERED', { at })!.shipment.trackingNumber).toBe('G1')
  })

  it('is cancelled, unless the carrier says that it left all the same', () => {
    const { shipment, events } = cancelled(aShipment(), at)
    expect(events.map((event) => event.definition.name)).toEqual(['ShipmentCancelled'])
    const gone = advance(shipment, 'DISPATCHED', { at })!
    const arrived = advance(gone.shipment, 'DELIVERED', { at })!
    expect([gone.shipment.status, arrived.shipment.status]).toEqual(['DISPATCHED', 'DELIVERED'])
    expect([names(gone), names(arrived)]).toEqual([['ShipmentDispatched'], ['ShipmentDelivered']])
    for (const { definition, data } of [...gone.events, ...arrived.events])
      expect(definition.data.parse(data)).toMatchObject({ wasCancelled: true })
  })

  it('tells nothing of one that never was', () => {
    expect(tombstone('order-1', 'manual', at)).toMatchObject({ shipment: { status: 'CANCELLED' }, events: [] })
  })
})
