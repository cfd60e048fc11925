import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from '@jest/globals'
import { snapshot } from '../../../bin/lib/snapshot.ts'

let root: string
const snapshots = () => join(root, 'running')
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'tradewind-snapshot-'))
})
afterEach(() => rmSync(root, { recursive: true }))

function anAssembly(fingerprint: string): string {
  const folder = join(root, 'local')
  rmSync(folder, { recursive: true, force: true })
  mkdirSync(join(folder, 'asset.1'), { recursive: true })
  writeFileSync(join(folder, '.fingerprint'), fingerprint)
  writeFileSync(join(folder, 'asset.1/index.mjs'), `// ${fingerprint}`)
  return folder
}

it('is the same folder for the same assembly, as it was when the assembly is made anew', () => {
  const first = snapshot(anAssembly('old'), snapshots())
  const second = snapshot(anAssembly('old'), snapshots())
  const third = snapshot(anAssembly('new'), snapshots())

  expect(second.folder).toBe(first.folder)
  expect(third.folder).not.toBe(first.folder)
  expect(readFileSync(join(first.folder, 'asset.1/index.mjs'), 'utf8')).toBe('// old')
})

it('goes when no process that lives uses it and a newer one is there, with what a killed one left', () => {
  const old = snapshot(anAssembly('old'), snapshots())
  const another = join(snapshots(), `old.${process.ppid}`)
  writeFileSync(another, '')
  writeFileSync(join(snapshots(), 'old.999999999'), '')
  mkdirSync(join(snapshots(), 'old.999999999.unfinished'))
  old.release()

  snapshot(anAssembly('new'), snapshots())
  const whileUsed = existsSync(old.folder)
  rmSync(another)
  snapshot(anAssembly('new'), snapshots())

  expect(whileUsed).toBe(true)
  expect(readdirSync(snapshots()).sort()).toEqual(['new', `new.${process.pid}`])
})

it('refuses a folder that is no assembly', () => {
  expect(() => snapshot(root, snapshots())).toThrow('is no assembly: run npm run synth')
})
