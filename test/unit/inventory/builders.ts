import { CHUNK_LINES, type Hold, type HoldRequest } from '../../../functions/inventory/domain/hold.ts'
import type { Stock } from '../../../functions/inventory/domain/stock.ts'
import type { Deps } from '../../../functions/shared/deps.ts'
import { newId } from '../../../functions/shared/ids.ts'

export const NOW = new Date('2026-03-01T12:00:00.000Z')

export const someDeps = (now = NOW): Deps => ({ now, newId, requestId: 'request-1', correlationId: 'correlation-1' })

export const aStock = (more: Partial<Stock> = {}): Stock => {
  const { onHand = 10, reserved = 0 } = more
  return {
    sku: 'MUG',
    productId: 'product-mug',
    onHand,
    reserved,
    available: onHand - reserved,
    lowStockThreshold: 5,
    version: 1,
    ...more,
  }
}

export const someLines = (count: number, quantity = 1) =>
  Array.from({ length: count }, (_, n) => ({ sku: `SKU-${String(n).padStart(3, '0')}`, quantity }))

export const aRequest = (more: Partial<HoldRequest> = {}): HoldRequest => ({
  kind: 'order',
  reference: 'order-1',
  items: someLines(2),
  heldUntil: '2026-03-01T12:20:00.000Z',
  createdAt: NOW.toISOString(),
  ...more,
})

export const aHold = (more: Partial<Hold> = {}): Hold => ({
  ...aRequest(),
  status: 'HELD',
  chunkLines: CHUNK_LINES,
  taken: 1,
  committed: 0,
  released: 0,
  restored: {},
  version: 1,
  ...more,
})
