/**
 * Writes the picture of a state machine into its README, between the two marks:
 * `node bin/state-machine-picture.ts` (all of them), `--check` only says whether they are up to date.
 */
import { readFileSync, writeFileSync } from 'node:fs'
import { argv, exit, stderr } from 'node:process'
import { fileURLToPath } from 'node:url'
import { mermaidOf, readDefinition, withPicture } from './lib/state-machine-picture.ts'

const machines = ['checkout', 'erasure']

for (const name of machines) {
  const folder = new URL(`../statemachines/${name}/`, import.meta.url)
  const readme = fileURLToPath(new URL('README.md', folder))
  const before = readFileSync(readme, 'utf8')
  const after = withPicture(before, mermaidOf(readDefinition(new URL(`${name}.asl.json`, folder))))
  if (before === after) continue
  if (argv.includes('--check')) {
    stderr.write(`${name}: the picture is stale. Run node bin/state-machine-picture.ts\n`)
    exit(1)
  }
  writeFileSync(readme, after)
}
