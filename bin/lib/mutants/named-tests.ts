/** Runs tests by file and title in a copy of the project. */
import { readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import type { NamedTest } from './mutant.ts'
import { run } from './run.ts'

/** `broken`: the file could not be run, so nothing is known of the test. */
export type Verdict = 'passed' | 'failed' | 'missing' | 'broken'

interface JestReport {
  readonly testResults: readonly {
    readonly name: string
    readonly message: string
    readonly assertionResults: readonly { readonly title: string; readonly status: string }[]
  }[]
}

/** Longer than the slowest file takes on a busy machine. */
const TIME_LIMIT_MS = 240_000

/** A title as jest shows it: placeholders of tables and templates filled in. */
export const patternOf = (title: string): string =>
  title.replace(/[.*+?^${}()|[\]\\]/g, '\\$&').replace(/%[sdijpo]|\\\$\\\{\w+\\\}|\\\$\w+/g, '.*')

/** A verdict for each test, in their order. */
export async function runNamedTests(folder: string, tests: readonly NamedTest[]): Promise<Verdict[]> {
  if (tests.length === 0) return []
  const output = join(folder, '.jest-report.json')
  rmSync(output, { force: true })
  const files = [...new Set(tests.map(({ file }) => file))]
  const titles = tests.map(({ title }) => `${patternOf(title)}$`).join('|')
  await run(
    folder,
    [
      ...['--experimental-vm-modules', '--disable-warning=ExperimentalWarning', 'node_modules/jest/bin/jest.js'],
      ...['--config', 'test/mutants/jest.config.js', '--silent', '--json', '--outputFile', output],
      ...['--testNamePattern', titles, '--runTestsByPath', ...files],
    ],
    TIME_LIMIT_MS,
  )
  return verdictsOf(folder, tests, readReport(output))
}

function readReport(file: string): JestReport | undefined {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as JestReport
  } catch {
    return undefined
  }
}

export function verdictsOf(folder: string, tests: readonly NamedTest[], report: JestReport | undefined): Verdict[] {
  return tests.map(({ file, title }) => {
    const result = report?.testResults.find(({ name }) => name === join(folder, file))
    if (!result || (result.assertionResults.length === 0 && result.message !== '')) return 'broken'
    const pattern = new RegExp(`^${patternOf(title)}$`)
    const found = result.assertionResults.filter((each) => pattern.test(each.title) && each.status !== 'pending')
    if (found.length === 0) return 'missing'
    return found.some(({ status }) => status === 'failed') ? 'failed' : 'passed'
  })
}
