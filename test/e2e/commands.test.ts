import { spawn } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from '@jest/globals'
import { startShopProcess } from '../../bin/lib/shop-process.ts'

const root = join(import.meta.dirname, '../..')
const invoices = join(root, '../shared/data/uci-online-retail/transactions_small.csv')

/** Runs one of the project's commands with a data folder of its own. */
async function run(
  command: string,
  args: string[],
  { dataFolder, environment = process.env }: { dataFolder?: string; environment?: NodeJS.ProcessEnv } = {},
): Promise<{ code: number | null; output: string }> {
  const folder = dataFolder ?? mkdtempSync(join(tmpdir(), 'tradewind-command-'))
  const child = spawn(process.execPath, [join(root, 'bin', command), ...args], {
    env: { ...environment, TRADEWIND_DATA: folder },
  })
  let output = ''
  child.stdout.on('data', (chunk) => (output += chunk))
  child.stderr.on('data', (chunk) => (output += chunk))
  const code = await new Promise<number | null>((resolve) => child.once('close', resolve))
  if (!dataFolder) rmSync(folder, { recursive: true, force: true })
  return { code, output }
}

describe('npm run demo', () => {
  it('needs no account, token, container or other program, and buys, is shipped, delivered and declined as it should', async () => {
    // Of what this machine has and knows: Node, which runs already, and a shell with two commands.
    const programs = mkdtempSync(join(tmpdir(), 'tradewind-programs-'))
    for (const name of ['sh', 'cat', 'rm']) symlinkSync(`/bin/${name}`, join(programs, name))

    const { code, output } = await run('demo.ts', ['--own'], { environment: { PATH: programs } })

    rmSync(programs, { recursive: true })
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

  // The first hours of the file, with cancellations and refused rows among them; the whole takes minutes.
  whenPresent(
    'replays a retailer’s invoices: each a paid order of the file’s subtotal, every refused row listed, and never twice',
    async () => {
      const folder = mkdtempSync(join(tmpdir(), 'tradewind-replay-'))
      const part = join(folder, 'part.csv')
      writeFileSync(part, readFileSync(invoices, 'utf8').split('\n').slice(0, 700).join('\n'))
      const shop = await startShopProcess({ args: ['--seed', 'accounts'], env: { TRADEWIND_DATA: folder } })

      const first = await run('replay.ts', [part], { dataFolder: folder })
      const again = await run('replay.ts', [part], { dataFolder: folder })

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
