import { describe, expect, it } from '@jest/globals'
import { pointName } from '../../bin/lib/crash-matrix/points.ts'
import { summaryOf } from '../../bin/lib/crash-matrix/report.ts'
import { runCrashMatrix } from '../../bin/lib/crash-matrix/run.ts'

/** A few of the side effects that `npm run crash-matrix` goes through, one of each kind. */
const only = ['states:StartExecution', 'simulators-create-charge TransactWriteItems', 'commit-stock', 'confirm-order']

describe('`kill -9` in the middle of running purchases', () => {
  it('loses none: within 30 s of the last start each reaches its end, charged once or not at all, and all books agree', async () => {
    const lines: string[] = []
    const report = await runCrashMatrix({
      rounds: 1,
      lanes: 1,
      only,
      scenarios: ['paid'],
      limitSeconds: 30,
      onProgress: (line) => lines.push(line),
    })

    const { problems, unreached, kills, orders } = summaryOf(report)
    expect({ problems, unreached, lines }).toEqual({ problems: [], unreached: [], lines })
    expect(report.points.map(pointName)).toHaveLength(2 * only.length)
    expect(kills).toBe(2 * only.length)
    expect(orders).toBeGreaterThanOrEqual(2)
  }, 240_000)
})
