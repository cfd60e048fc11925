import { describe, expect, it } from '@jest/globals'
import { runSums } from '../../bin/lib/sums/run-sums.ts'
import { anApi, sharedShop } from '../support/shared-shop.ts'

const PURCHASES = 24
const SEED = 20_261_122

describe('npm run sums', () => {
  it(`after ${PURCHASES} purchases, cancellations, refunds and returns the books of orders, payments, provider and stock agree to the cent`, async () => {
    const report = await runSums({
      api: anApi(),
      endpoint: sharedShop().endpoint,
      purchases: PURCHASES,
      seed: SEED,
      width: 6,
      quietSeconds: 60,
      onProgress: () => {},
    })

    const { sums, differences } = report
    expect(differences).toEqual([])
    expect(sums.orders).toBe(PURCHASES)
    expect(sums.captured - sums.refunded).toBe(sums.totals - sums.calledOff - sums.refunds - sums.returns)
    for (const amount of [sums.calledOff, sums.refunds, sums.returns, sums.kept]) expect(amount).toBeGreaterThan(0)
  }, 180_000)
})
