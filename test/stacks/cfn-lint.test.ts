import { spawnSync } from 'node:child_process'
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from '@jest/globals'

const present = spawnSync('cfn-lint', ['--version']).status === 0
if (!present) console.log('skipped: cfn-lint is not installed (pip install cfn-lint)')
const whenPresent = present ? it : it.skip

describe('cfn-lint', () => {
  whenPresent.each(['local', 'prod'])(
    'finds no errors in the templates of the %s stage',
    (stage) => {
      const folder = join(import.meta.dirname, '../../cdk.out', stage)
      const templates = readdirSync(folder)
        .filter((file) => file.endsWith('.template.json'))
        .map((file) => join(folder, file))

      const { stdout, status } = spawnSync(
        'cfn-lint',
        ['--non-zero-exit-code', 'error', '--ignore-checks', 'W', 'I', '--regions', 'eu-west-1', '--', ...templates],
        { encoding: 'utf8' },
      )

      expect(stdout).toBe('')
      expect(status).toBe(0)
      expect(templates.length).toBeGreaterThan(8)
    },
    180_000,
  )
})
