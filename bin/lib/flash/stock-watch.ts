/** Looks at the stock of each sku while the sale runs, and says where the sums do not hold. */
import type { Api } from '../api.ts'

export interface Watched {
  readonly productId: string
  readonly sku: string
  readonly units: number
}

const EVERY_MS = 250

/** @param paid orders of a sku that their customers have seen paid so far */
export function watchStock(api: Api, skus: readonly Watched[], paid: (sku: string) => number) {
  const wrong: string[] = []
  let samples = 0
  let isOver = false
  const look = async ({ productId, sku, units }: Watched) => {
    // Sold before it was asked: what was seen paid is off the shelf already.
    const sold = paid(sku)
    const { status, body } = await api.send({ method: 'GET', path: `/api/inventory/${productId}` })
    // A shop that has no time for a look has broken no promise.
    if (status !== 200) return
    const { onHand, reserved, available } = body.stock
    samples++
    const line = `${sku}: ${onHand} on hand, ${reserved} reserved, ${available} available of ${units}, ${sold} seen paid`
    if (onHand !== reserved + available || available < 0 || reserved < 0) wrong.push(`${line}: they do not add up`)
    if (onHand > units || onHand + sold > units) wrong.push(`${line}: more than there were`)
  }
  const watching = (async () => {
    while (!isOver) {
      for (const sku of skus) await look(sku)
      await new Promise((resolve) => setTimeout(resolve, EVERY_MS))
    }
  })().catch((error: Error) => void wrong.push(`the stock could not be looked at: ${error.message}`))
  return {
    /** @returns number of looks, and what was wrong */
    async end() {
      isOver = true
      await watching
      if (samples === 0) wrong.push('nobody could look at the stock while it ran')
      return { samples, wrong }
    },
  }
}
