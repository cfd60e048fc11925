import { existsSync, globSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, expect, it } from '@jest/globals'
import { bundlesFolder } from '../../bin/lib/build.ts'

/** The files that each bundle loads, at its start or late, as `[file, what it names]`. */
const loads = globSync('**/*.mjs', { cwd: bundlesFolder }).flatMap((file) =>
  [...readFileSync(join(bundlesFolder, file), 'utf8').matchAll(/(?:import\(|from|import)"(\.\/[\w.-]+\.mjs)"/g)].map(
    ([, named]) => [file, named!] as const,
  ),
)

describe('A bundle', () => {
  it('has beside it all that it loads, also what it loads so late that no test comes by', () => {
    const missing = loads.filter(([file, named]) => !existsSync(join(bundlesFolder, dirname(file), named)))

    expect(missing).toEqual([])
    // Or the list could be empty because nothing was found.
    expect(loads.map(([, named]) => named)).toEqual(
      expect.arrayContaining(['./metrics.mjs', './stripe.mjs', './event-streams.mjs', expect.stringMatching('^./s3-')]),
    )
  })
})
