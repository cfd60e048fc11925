/** Planted bugs: patches in `test/mutants`, each with what it plants and what must catch it in its first lines. */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

export interface NamedTest {
  /** Below the project's folder. */
  readonly file: string
  /** As written in the file, placeholders included. */
  readonly title: string
}

export interface Mutant {
  /** Of its file. */
  readonly name: string
  readonly patch: string
  /** Its number in docs/pitfalls.md. */
  readonly pitfall: number
  readonly plants: string
  /** The simulation must catch it. */
  readonly simulation: boolean
  /** All of these must. */
  readonly tests: readonly NamedTest[]
}

export const mutantsFolder = join(import.meta.dirname, '../../../test/mutants')

/** Sorted by pitfall. @throws for a header that lacks a line. */
export function readMutants(folder = mutantsFolder): Mutant[] {
  return readdirSync(folder)
    .filter((file) => file.endsWith('.patch'))
    .map((file) => readMutant(file.replace('.patch', ''), readFileSync(join(folder, file), 'utf8')))
    .sort((a, b) => a.pitfall - b.pitfall || (a.name < b.name ? -1 : 1))
}

export function readMutant(name: string, patch: string): Mutant {
  const header = patch.slice(0, patch.indexOf('diff --git'))
  const values = (field: string) =>
    [...header.matchAll(new RegExp(`^${field}: (.+)$`, 'gm'))].map(([, value]) => value!)
  const [pitfall, plants, checks] = [values('Pitfall')[0], values('Plants')[0], values('Caught by')]
  const tests = checks.flatMap((check) => {
    const [, file, title] = /^(\S+\.test\.ts) “(.+)”$/.exec(check) ?? []
    return file && title ? [{ file, title }] : []
  })
  const simulation = checks.includes('simulation')
  if (!pitfall || !plants || checks.length === 0 || tests.length + Number(simulation) !== checks.length) {
    throw new Error(
      `test/mutants/${name}.patch must begin with "Pitfall: <number>", "Plants: <what>" and one or more lines "Caught by: simulation" or "Caught by: test/….test.ts “title”".`,
    )
  }
  return { name, patch, pitfall: Number(pitfall), plants, simulation, tests }
}
