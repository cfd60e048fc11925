import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it } from '@jest/globals'
import { compileCache } from '../../../localstack/embedded/lambda/compile-cache.ts'

it('is kept from run to run until it has too many files', () => {
  const folder = mkdtempSync(join(tmpdir(), 'tradewind-compiled-'))
  const version = join(folder, 'v24')
  mkdirSync(version)
  for (const name of ['a', 'b']) writeFileSync(join(version, name), '')

  const kept = [compileCache(folder, 2), existsSync(version)]
  const emptied = [compileCache(folder, 1), existsSync(version)]

  rmSync(folder, { recursive: true, force: true })
  expect(kept).toEqual([folder, true])
  expect(emptied).toEqual([folder, false])
})

it('does not keep the cloud from starting when it can not be looked through, as another process changes it', () => {
  const folder = mkdtempSync(join(tmpdir(), 'tradewind-compiled-'))
  writeFileSync(join(folder, 'v24'), 'no folder')

  const kept = compileCache(folder, 1)

  rmSync(folder, { recursive: true, force: true })
  expect(kept).toBe(folder)
})
