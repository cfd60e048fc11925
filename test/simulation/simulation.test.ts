import { describe, expect, it } from '@jest/globals'
import { runCommand } from '../support/run-command.ts'

const SEEDS = 5000
/** The machine may be busy with other tests. */
const PATIENCE_MS = 900_000

async function simulate(...parameters: string[]) {
  // It computes and waits for nobody: the tests beside it, which have to answer in time, go first.
  const { code, output } = await runCommand('simulate.ts', parameters, { niceness: 19 })
  return { code, output, summary: () => JSON.parse(output) as Record<string, unknown> }
}

describe('The simulation', () => {
  it(
    `keeps every rule in ${SEEDS} hostile worlds`,
    async () => {
      const { code, output } = await simulate('--seeds', String(SEEDS), '--json')

      expect({ code, output: code === 0 ? '' : output }).toEqual({ code: 0, output: '' })
    },
    PATIENCE_MS,
  )

  it(
    'tells the same story of a seed again, whatever its thread ran before',
    async () => {
      const many = await simulate('--seeds', '30', '--threads', '1', '--json')
      const spread = await simulate('--seeds', '30', '--threads', '2', '--json')

      expect(spread.summary().digest).toBe(many.summary().digest)
    },
    PATIENCE_MS,
  )

  it(
    'shows the history of one seed, line by line in virtual time',
    async () => {
      const { code, output } = await simulate('--seed', '3')

      expect(code).toBe(0)
      expect(output).toMatch(/^0:00:00\.000 {2}weather: /)
      expect(output).toMatch(/\d:\d\d:\d\d\.\d{3} {2}orders\/place-order \(\d+\) begins/)
      expect(output).toContain('Again: npm run simulate -- --seed 3')
    },
    PATIENCE_MS,
  )
})
