/** Begins with the files that take long, so that none of them runs alone at the end; the ones that mostly wait go first of all. */
import { createRequire } from 'node:module'

// The package says "module.exports.default", which a plain import does not unwrap.
const { default: Sequencer } = createRequire(import.meta.url)('@jest/test-sequencer')

/** Parts of paths, by how long their files take on two cores. The others follow as jest sorts them. */
const longest = [
  'e2e/dead-dependencies',
  'simulation/simulation',
  'e2e/parked-orders',
  'e2e/commands',
  'e2e/mail-outage',
  'e2e/erasure',
  'e2e/crash',
  'e2e/races',
  'stacks/cfn-lint',
]

const rank = ({ path }) => {
  const at = longest.findIndex((part) => path.includes(`/test/${part}`))
  return at < 0 ? longest.length : at
}

export default class LongestFirst extends Sequencer {
  sort(tests) {
    return [...super.sort(tests)].sort((a, b) => rank(a) - rank(b))
  }
}
