import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { exportParts, shown } from '../../../functions/shared/export.ts'

/** A collection that is read three at a time. */
const collectionOf = (items: readonly object[]) =>
  shown(
    async (start) => {
      const first = (start?.first as number | undefined) ?? 0
      const next = first + 3 < items.length ? { first: first + 3 } : undefined
      return { items: items.slice(first, first + 3), next }
    },
    (item) => item,
  )

const named = (name: string, count: number) => Array.from({ length: count }, (_, n) => ({ id: `${name}-${n}` }))

async function everyPart(collections: Parameters<typeof exportParts>[0], maxBytes: number) {
  const parts: Record<string, object[]>[] = []
  let cursor: string | undefined
  do {
    const part = await exportParts(collections, cursor, maxBytes)
    parts.push(part.data)
    cursor = part.nextCursor ?? undefined
  } while (cursor !== undefined)
  return parts
}

describe('An export', () => {
  it('is one part when it fits', async () => {
    const collections = { orders: collectionOf(named('order', 7)), reviews: collectionOf([]) }
    expect(await exportParts(collections, undefined, 10_000)).toEqual({
      data: { orders: named('order', 7), reviews: [] },
      nextCursor: null,
    })
  })

  it('leaves nothing out and gives nothing twice, in however many parts', async () => {
    await fc.assert(
      fc.asyncProperty(fc.nat(40), fc.nat(40), fc.integer({ min: 0, max: 400 }), async (orders, reviews, maxBytes) => {
        const collections = {
          orders: collectionOf(named('order', orders)),
          reviews: collectionOf(named('review', reviews)),
        }

        const parts = await everyPart(collections, maxBytes)

        expect(parts.flatMap((part) => part.orders ?? [])).toEqual(named('order', orders))
        expect(parts.flatMap((part) => part.reviews ?? [])).toEqual(named('review', reviews))
      }),
    )
  })

  it('keeps each part near its size', async () => {
    const parts = await everyPart({ orders: collectionOf(named('order', 300)) }, 1000)
    expect(parts.length).toBeGreaterThan(3)
    for (const part of parts) expect(JSON.stringify(part).length).toBeLessThan(1300)
  })
})
