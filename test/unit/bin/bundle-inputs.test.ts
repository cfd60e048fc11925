import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import type { Metafile } from 'esbuild'
import { filesOfEntry, inputFingerprints } from '../../../bin/lib/bundle-inputs.ts'

let root: string
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'bundle-inputs-'))
  writeFileSync(join(root, 'a.ts'), 'a')
  writeFileSync(join(root, 'routes.ts'), 'console.log(__ROUTES__)')
})
afterEach(() => rmSync(root, { recursive: true }))

const fingerprintOf = (files: string[], { common = 'lock', routes = 'GET /' } = {}) =>
  inputFingerprints(root, common, { __ROUTES__: routes })(files)

describe('The fingerprint of a bundle', () => {
  it('changes with a file it is made of', () => {
    const before = fingerprintOf(['a.ts'])
    writeFileSync(join(root, 'a.ts'), 'b')
    expect(fingerprintOf(['a.ts'])).not.toBe(before)
  })

  it('changes with what every bundle depends on', () => {
    expect(fingerprintOf(['a.ts'], { common: 'other lock' })).not.toBe(fingerprintOf(['a.ts']))
  })

  it('changes with a constant only where a file says its name', () => {
    expect(fingerprintOf(['routes.ts'], { routes: 'PUT /' })).not.toBe(fingerprintOf(['routes.ts']))
    expect(fingerprintOf(['a.ts'], { routes: 'PUT /' })).toBe(fingerprintOf(['a.ts']))
  })
})

describe('The files of an entry', () => {
  it('are its own ones, near and far, without libraries and without other entries', () => {
    const imports = (...paths: string[]) => ({ bytes: 1, imports: paths.map((path) => ({ path })) })
    const inputs = {
      'one.ts': imports('barrel.ts', 'node_modules/zod/index.js', '<define:X>'),
      'barrel.ts': imports('far.ts'),
      'far.ts': imports('one.ts'),
      'other.ts': imports(),
      'node_modules/zod/index.js': imports(),
      '<define:X>': imports(),
    }
    expect(filesOfEntry({ inputs, outputs: {} } as unknown as Metafile, 'one.ts')).toEqual([
      'one.ts',
      'barrel.ts',
      'far.ts',
    ])
  })
})
