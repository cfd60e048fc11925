import { describe, expect, it } from '@jest/globals'
import { report } from '../../bin/lib/fuzz/report.ts'
import { fuzz } from '../../bin/lib/fuzz/run.ts'
import { startShopProcess } from '../../bin/lib/shop-process.ts'

const REQUESTS = 20_000
/** The same requests at every run: a finding is a change of ours, not luck. `npm run fuzz` draws others. */
const SEED = 20_261_122

describe('Requests made from the API document, valid and hostile, by everybody', () => {
  it(`get no 5xx, no undocumented status and no body outside its schema, ${REQUESTS} times`, async () => {
    // A shop of its own: the others' tests are not to find what this one makes.
    const shop = await startShopProcess({ args: ['--ephemeral', '--seed', 'accounts'] })
    const result = await fuzz({ ...shop, requests: REQUESTS, seed: SEED }).finally(() => shop.stop())

    const text = report(result, SEED)
    console.log(text)
    if (result.findings.length > 0) throw new Error(text)
    expect(result.requests).toBe(REQUESTS)
    // So that most requests are more than refused.
    expect(result.reached.size).toBeGreaterThan(60)
  }, 600_000)
})
