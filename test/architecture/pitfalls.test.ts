import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from '@jest/globals'
import { runs } from '../support/named-tests.ts'

const docs = join(import.meta.dirname, '../../docs')

interface Pitfall {
  readonly number: number
  /** Said to be built later. */
  readonly later: boolean
  readonly tests: readonly { readonly file: string; readonly title: string }[]
}

/** Rows `| number | pitfall | what is done | [name](file): “title”<br>… |`. */
const pitfalls: Pitfall[] = [...readFileSync(join(docs, 'pitfalls.md'), 'utf8').matchAll(/^\| (\d+) \|(.+)\|$/gm)].map(
  ([, number, row]) => ({
    number: Number(number),
    later: row!.includes('| later: '),
    tests: [...row!.matchAll(/\]\(([^)]+\.test\.ts)\): “([^”]+)”/g)].map(([, file, title]) => ({
      file: join(docs, file!),
      title: title!,
    })),
  }),
)

describe('docs/pitfalls.md', () => {
  it('has all of them, each with a test or marked as later', () => {
    expect(pitfalls.map(({ number }) => number)).toEqual(Array.from({ length: 35 }, (_, n) => n + 1))
    expect(pitfalls.filter(({ later, tests }) => later === tests.length > 0)).toEqual([])
  })

  it('names tests that exist under that title', () => {
    const gone = pitfalls.flatMap(({ number, tests }) =>
      tests.filter(({ file, title }) => !runs(file, title)).map(({ file, title }) => `${number}: ${file} “${title}”`),
    )
    expect(gone).toEqual([])
  })
})
