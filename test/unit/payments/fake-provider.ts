/** A payment provider on a free port that speaks the simulator's protocol and does what a test tells it. */
import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'

interface FakeCharge {
  id: string
  reference: string
  status: string
  amount: number
  currency: string
}

export interface FakeProvider {
  readonly url: string
  readonly charges: Map<string, FakeCharge>
  /** Money given back, by idempotency key. */
  readonly refunds: Map<string, number>
  /** Status of new charges, or an HTTP status to answer without making one. */
  next: string | number
  /** Runs when a charge was made and is not answered yet; what it throws cuts the connection. */
  onCharge: ((reference: string) => Promise<unknown>) | undefined
  /** Runs when a payment's charge was searched for and the answer is still on its way. */
  onFind: (() => Promise<unknown>) | undefined
  /** HTTP status of the search for a payment's charge, when not a success. */
  findFails: number | undefined
  /** HTTP status of refunds, when not a success. */
  refundFails: number | undefined
  stop(): Promise<void>
}

export async function startFakeProvider(): Promise<FakeProvider> {
  const server = createServer(async (request, response) => {
    const { status, body } = answer(request, await readJson(request))
    const { charge } = body as { charge?: FakeCharge }
    if (request.method === 'POST' && charge && provider.onCharge) {
      const cut = await provider.onCharge(charge.reference).then(
        () => false,
        () => true,
      )
      if (cut) return void response.destroy()
    }
    if (request.method === 'GET') await provider.onFind?.()
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body))
  })
  const provider: FakeProvider = {
    url: '',
    charges: new Map(),
    refunds: new Map(),
    next: 'pending',
    onCharge: undefined,
    onFind: undefined,
    findFails: undefined,
    refundFails: undefined,
    stop: () => new Promise((resolve) => server.close(() => resolve())),
  }

  // biome-ignore lint/suspicious/noExplicitAny: whatever the client sent.
  function answer(request: IncomingMessage, body: any): { status: number; body: object } {
    const url = new URL(request.url!, 'http://provider')
    const [, , what, id, action] = url.pathname.split('/')
    const key = String(request.headers['idempotency-key'])
    if (what === 'refunds') {
      if (provider.refundFails) return { status: provider.refundFails, body: { code: 'NO' } }
      if (!provider.refunds.has(key)) provider.refunds.set(key, body.amount)
      return { status: 201, body: { refund: { id: key } } }
    }
    if (request.method === 'POST' && !id) {
      if (typeof provider.next === 'number') return { status: provider.next, body: { code: 'NO' } }
      const { reference, amount, currency } = body
      provider.charges.set(`ch_${key}`, { id: `ch_${key}`, reference, status: provider.next, amount, currency })
      return { status: 201, body: { charge: provider.charges.get(`ch_${key}`) } }
    }
    if (!id) {
      if (provider.findFails) return { status: provider.findFails, body: { code: 'NO' } }
      const items = [...provider.charges.values()].filter((c) => c.reference === url.searchParams.get('reference'))
      return { status: 200, body: { items } }
    }
    const charge = provider.charges.get(id)
    if (!charge) return { status: 404, body: { code: 'NOT_FOUND' } }
    if (action === 'void') {
      if (charge.status === 'captured') return { status: 409, body: { code: 'ILLEGAL_TRANSITION' } }
      charge.status = 'voided'
    }
    return { status: 200, body: { charge } }
  }

  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return Object.assign(provider, { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` })
}

async function readJson(request: IncomingMessage): Promise<unknown> {
  let text = ''
  for await (const chunk of request) text += chunk
  return text === '' ? {} : JSON.parse(text)
}
