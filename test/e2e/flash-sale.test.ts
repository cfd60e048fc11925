import { describe, expect, it } from '@jest/globals'
import { runFlash } from '../../bin/lib/flash/run-flash.ts'
import { anApi, sharedShop } from '../support/shared-shop.ts'

describe('npm run bench:flash', () => {
  it('sells 10 units, each once, to the first of 150 buyers who come whether or not the shop keeps up', async () => {
    const report = await runFlash(
      { api: anApi(), endpoint: sharedShop().endpoint },
      { buyers: 150, units: 10, skus: 2, rate: 12, duplicates: 0.2, declined: 0, spread: 4, warmUp: 0, seed: 7 },
    )

    // How soon losers are told is measured by the command, in a machine that does nothing else.
    expect(report.broken.filter((promise) => !promise.startsWith('losers were told'))).toEqual([])
    expect(report.endings).toMatchObject({ paid: 10, broken: 0 })
    expect(report.endings['sold out'] + report.endings['lost the race']).toBeGreaterThanOrEqual(130)
    expect(report.samples).toBeGreaterThan(0)
  }, 240_000)
})
