import { idempotent, type Visit } from './tour.ts'

export async function inventoryStops({ api, customer, staff, tape }: Visit): Promise<void> {
  const tent = { path: { productId: 'TENT-2' } }
  await tape.show('The stock of a product', () => api.get('/api/inventory/{productId}', { params: tent }))
  const items = [{ sku: 'TENT-2', quantity: 3 }]
  const reference = 'trade-fair-2026'
  await tape.show('Three tents for a trade fair', () =>
    staff.post('/api/inventory/deduct', { params: idempotent(), body: { reference, items } }),
  )
  await tape.show('Not so many', () =>
    staff.send({
      method: 'POST',
      path: '/api/inventory/deduct',
      body: { reference: 'flea-market', items: [{ sku: 'TENT-2', quantity: 500 }] },
    }),
  )
  await tape.show('Two of them come back', () =>
    staff.post('/api/inventory/restore', {
      params: idempotent(),
      body: { reference, items: [{ sku: 'TENT-2', quantity: 2 }] },
    }),
  )
  await tape.show('A delivery of ten', () =>
    staff.put('/api/inventory/{productId}', { params: tent, body: { adjust: 10, reason: 'delivery 4711' } }),
  )
  await tape.show('A crowd is expected: eight rows sell side by side', () =>
    staff.put('/api/inventory/{productId}', { params: tent, body: { adjust: 0, spread: 8, reason: 'flash sale' } }),
  )
  await tape.show('Every movement', () => staff.get('/api/inventory/{productId}/ledger', { params: tent }))
  await tape.show('What is low or out', () => api.get('/api/inventory/alerts'))
  const small = { path: { productId: 'JACKET-S' } }
  await staff.put('/api/inventory/{productId}', { params: small, body: { onHand: 0, reason: 'sold at the counter' } })
  await tape.show('Tell me when it is back', () =>
    customer.post('/api/inventory/{productId}/subscriptions', { params: small }),
  )
  await tape.show('What I wait for', () => customer.get('/api/inventory/subscriptions'))
  await tape.show('Never mind', () => customer.delete('/api/inventory/{productId}/subscriptions', { params: small }))
}
