import { existsSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from '@jest/globals'
import { startShopProcess } from '../../bin/lib/shop-process.ts'
import { runCommand } from '../support/run-command.ts'

const root = join(import.meta.dirname, '../..')
const invoices = join(root, '../shared/data/uci-online-retail/transactions_small.csv')

describe('npm run demo', () => {
  it('needs no account, token, container or other program, and buys, is shipped, delivered and declined as it should', async () => {
    // Of what this machine has and knows: Node, which runs already, and a shell with two commands.
    const programs = mkdtempSync(join(tmpdir(), 'tradewind-programs-'))
    for (const name of ['sh', 'cat', 'rm']) symlinkSync(`/bin/${name}`, join(programs, name))

    const { code, output } = await runCommand('demo.ts', ['--own'], { environment: { PATH: programs } })

    rmSync(programs, { recursive: true })
    expect(output).toContain('All of it held.')
    expect(output).not.toContain('✗')
    expect(code).toBe(0)
  }, 120_000)
})

describe('npm run replay', () => {
  it('refuses a file without the columns it needs, naming them', async () => {
    const { code, output } = await runCommand('replay.ts', [join(root, '.env.example')])
    expect(code).not.toBe(0)
    expect(output).toMatch(/has no column InvoiceNo/)
  })

  const whenPresent = existsSync(invoices) ? it : it.skip
  if (!existsSync(invoices)) console.log('skipped: the retailer’s order file is not beside this checkout')

  // The first hours of the file, with cancellations and refused rows among them; the whole takes minutes.
  whenPresent(
    'replays a retailer’s invoices: each a paid order of the file’s subtotal, every refused row listed, and never twice',
    async () => {
      const folder = mkdtempSync(join(tmpdir(), 'tradewind-replay-'))
      const part = join(folder, 'part.csv')
      writeFileSync(part, readFileSync(invoices, 'utf8').split('\n').slice(0, 700).join('\n'))
      const shop = await startShopProcess({ args: ['--seed', 'accounts'], env: { TRADEWIND_DATA: folder } })

      const first = await runCommand('replay.ts', [part], { dataFolder: folder })
      const again = await runCommand('replay.ts', [part], { dataFolder: folder })

      await shop.stop()
      rmSync(folder, { recursive: true, force: true })
      for (const { code, output } of [first, again]) {
        expect(output).toMatch(/✓ orders +(\d+) +\1\n/)
        expect(output).not.toContain('✗')
        expect(output).toMatch(/line +\d+ +\S+ +service code POST/)
        expect(code).toBe(0)
      }
      const table = (output: string) => output.slice(output.indexOf('✓ orders'))
      expect(table(again.output)).toBe(table(first.output))
    },
    300_000,
  )
})
