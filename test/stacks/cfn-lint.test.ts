import { spawnSync } from 'node:child_process'
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from '@jest/globals'

const present = spawnSync('cfn-lint', ['--version']).status === 0
if (!present) console.log('skipped: cfn-lint is not installed (pip install cfn-lint)')
const whenPresent = present ? it : it.skip

/** The stage's templates whose file has this in its name. */
function templatesOf(stage: string, part = ''): string[] {
  const folder = join(import.meta.dirname, '../../cdk.out', stage)
  return readdirSync(folder)
    .filter((file) => file.endsWith('.template.json') && file.includes(part))
    .map((file) => join(folder, file))
}

describe('cfn-lint', () => {
  whenPresent(
    'finds no errors in the templates of the prod stage, nor in those that only other stages have',
    () => {
      const templates = [...templatesOf('prod'), ...templatesOf('dev', 'simulators')]

      const { stdout, status } = spawnSync(
        'cfn-lint',
        ['--non-zero-exit-code', 'error', '--ignore-checks', 'W', 'I', '--regions', 'eu-west-1', '--', ...templates],
        { encoding: 'utf8' },
      )

      expect(stdout).toBe('')
      expect(status).toBe(0)
      expect(templates.length).toBeGreaterThan(9)
    },
    180_000,
  )
})
