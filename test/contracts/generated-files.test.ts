import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from '@jest/globals'
import { generatedFiles } from '../../bin/lib/docs/generated.ts'
import { shopServices } from '../../stacks/services.ts'

const root = join(import.meta.dirname, '../..')

describe('The committed files that are made from the code', () => {
  it('are what `npm run docs` writes: where this fails, run npm run docs and commit', async () => {
    const files = await generatedFiles(shopServices)
    const stale = Object.entries(files).filter(([path, text]) => readFileSync(join(root, path), 'utf8') !== text)
    expect(stale.map(([path]) => `${path} is stale: run npm run docs`)).toEqual([])
  })
})
