import { spawn } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from '@jest/globals'

const root = join(import.meta.dirname, '../..')
const invoices = join(root, '../shared/data/uci-online-retail/transactions_small.csv')

/** Runs one of the project's commands with a data folder of its own. */
async function run(command: string, args: string[]): Promise<{ code: number | null; output: string }> {
  const folder = mkdtempSync(join(tmpdir(), 'tradewind-command-'))
  const child = spawn(process.execPath, [join(root, 'bin', command), ...args], {
    env: { ...process.env, TRADEWIND_DATA: folder },
  })
  let output = ''
  child.stdout.on('data', (chunk) => (output += chunk))
  child.stderr.on('data', (chunk) => (output += chunk))
  const code = await new Promise<number | null>((resolve) => child.once('close', resolve))
  rmSync(folder, { recursive: true, force: true })
  return { code, output }
}

describe('npm run demo', () => {
  it('buys, is shipped and delivered by the simulated carrier, is declined, and exits with 0 since all of it held', async () => {
    const { code, output } = await run('demo.ts', ['--own'])
    expect(output).toContain('All of it held.')
    expect(output).not.toContain('✗')
    expect(code).toBe(0)
  }, 120_000)
})

describe('npm run replay', () => {
  it('refuses a file without the columns it needs, naming them', async () => {
    const { code, output } = await run('replay.ts', [join(root, '.env.example')])
    expect(code).not.toBe(0)
    expect(output).toMatch(/has no column InvoiceNo/)
  })

  const whenPresent = existsSync(invoices) ? it : it.skip
  if (!existsSync(invoices)) console.log('skipped: the retailer’s order file is not beside this checkout')
  whenPresent(
    'replays a retailer’s three days: every valid invoice a paid order of the file’s subtotal, every refused row listed',
    async () => {
      const { code, output } = await run('replay.ts', [invoices, '--own'])
      expect(output).toMatch(/✓ orders +232 +232/)
      expect(output).not.toContain('✗')
      expect(output).toMatch(/line +\d+ +\S+ +service code POST/)
      expect(code).toBe(0)
    },
    300_000,
  )
})
