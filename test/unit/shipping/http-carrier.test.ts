import { createServer, type IncomingHttpHeaders, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import { httpCarrier } from '../../../functions/shipping/carriers/http-carrier.ts'

interface Seen {
  readonly method: string
  readonly url: string
  readonly headers: IncomingHttpHeaders
  readonly body: string
}

let server: Server
let status: number
let seen: Seen[]
beforeEach(async () => {
  status = 201
  seen = []
  server = createServer(async (request, response) => {
    let body = ''
    for await (const chunk of request) body += chunk
    seen.push({ method: request.method!, url: request.url!, headers: request.headers, body })
    response.writeHead(status).end('{}')
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
})
afterEach(async () => {
  server.closeAllConnections()
  await new Promise((resolve) => server.close(resolve))
})

const carrier = () =>
  httpCarrier({
    name: 'simulator',
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/carrier`,
    secret: async () => 's3cret',
    callbackUrl: 'https://shop.example/api/shipping/callback',
  })
const address = { recipient: 'A', phone: '12345', line1: 'B', city: 'C', postalCode: 'D', country: 'US' }
const booking = { shipmentId: 'shp_order-1', orderNumber: 'TW-1', address, lines: [{ sku: 'MUG', quantity: 1 }] }

describe('a carrier over HTTP', () => {
  it('is told once who we are, where to report to and by which name', async () => {
    await carrier().book(booking)
    expect(seen).toHaveLength(1)
    expect(seen[0]).toMatchObject({
      method: 'POST',
      url: '/carrier/v1/shipments',
      headers: { authorization: 'Bearer s3cret', 'idempotency-key': 'shp_order-1' },
    })
    expect(JSON.parse(seen[0]!.body)).toMatchObject({
      reference: 'shp_order-1',
      callbackUrl: 'https://shop.example/api/shipping/callback',
      address,
      items: booking.lines,
    })
  })

  it.each([400, 422])('refuses with %i: repeating does not help', async (answer) => {
    status = answer
    await expect(carrier().book(booking)).rejects.toMatchObject({ name: 'ShipmentRefused' })
  })

  it.each([401, 429, 500, 503])('fails with %i: worth repeating', async (answer) => {
    status = answer
    await expect(carrier().book(booking)).rejects.toMatchObject({ name: 'Error' })
  })

  it('cancels by our name, also what it never booked, but not what is on its way', async () => {
    const outcomes: unknown[] = []
    for (status of [204, 404, 409]) outcomes.push(await carrier().cancel('shp_order-1'))
    expect(outcomes).toEqual([true, true, false])
    expect(seen[0]).toMatchObject({ method: 'DELETE', url: '/carrier/v1/shipments/shp_order-1' })
    status = 500
    await expect(carrier().cancel('shp_order-1')).rejects.toThrow('answered 500')
  })
})
