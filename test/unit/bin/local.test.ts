import { fork } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it } from '@jest/globals'
import { projectRoot } from '../../../bin/lib/build.ts'

it('A shop whose parent is gone ends, also while it starts', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'tradewind-shop-'))
  const shop = fork(join(projectRoot, 'bin/local.ts'), ['--ephemeral', '--seed', 'none'], {
    env: { ...process.env, PORT: '0', TRADEWIND_DATA: folder },
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  })
  try {
    // It has begun to start.
    await once(shop.stdout!, 'data')

    shop.disconnect()

    expect(await once(shop, 'exit', { signal: AbortSignal.timeout(30_000) })).toEqual([0, null])
  } finally {
    shop.kill('SIGKILL')
    rmSync(folder, { recursive: true, force: true })
  }
}, 60_000)
