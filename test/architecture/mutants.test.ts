import { join } from 'node:path'
import { describe, expect, it } from '@jest/globals'
import { readMutant, readMutants } from '../../bin/lib/mutants/mutant.ts'
import { patternOf, verdictsOf } from '../../bin/lib/mutants/named-tests.ts'
import { apply, PatchDoesNotApply, reasonOf } from '../../bin/lib/mutants/scratch.ts'
import { runs } from '../support/named-tests.ts'

const root = join(import.meta.dirname, '../..')
const mutants = readMutants()

describe('the planted bugs of test/mutants', () => {
  it('are enough, and most of the pitfalls of the purchase have one', () => {
    expect(mutants.length).toBeGreaterThanOrEqual(20)
    const ofPurchase = mutants.filter(({ pitfall }) => pitfall <= 20)
    expect(ofPurchase.filter(({ simulation }) => simulation).length * 2).toBeGreaterThanOrEqual(ofPurchase.length)
    const planted = new Set(mutants.map(({ pitfall }) => pitfall))
    const wanted = [1, 2, 3, 4, 5, 6, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 31, 32, 33, 34]
    expect(wanted.filter((n) => !planted.has(n))).toEqual([])
  })

  it('name tests that exist under that title', () => {
    const gone = mutants.flatMap(({ name, tests }) =>
      tests.filter(({ file, title }) => !runs(join(root, file), title)).map(({ title }) => `${name}: “${title}”`),
    )
    expect(gone).toEqual([])
  })

  it.each(mutants)('still apply to the code: $name', ({ name, patch }) => {
    const check = () => {
      try {
        apply(root, patch, '--check')
      } catch (error) {
        throw new PatchDoesNotApply(name, reasonOf(error))
      }
    }
    expect(check).not.toThrow()
  })
})

describe('the hunt for planted bugs', () => {
  it('refuses a patch that does not say what must catch it', () => {
    expect(() => readMutant('odd', 'Pitfall: 1\nPlants: something\n\ndiff --git a/x b/x\n')).toThrow(
      /test\/mutants\/odd.patch must begin with/,
    )
  })

  it('knows a title whose placeholders were filled in', () => {
    const pattern = new RegExp(`^${patternOf('goes $path when %s fails ${N} times (again)')}$`)
    expect(pattern.test('goes A,B when a step fails 3 times (again)')).toBe(true)
    expect(pattern.test('goes A,B when a step fails')).toBe(false)
  })

  it('takes a file that could not be run, and a test that did not run, for no catch', () => {
    const report = {
      testResults: [
        { name: '/copy/test/a.test.ts', message: 'SyntaxError', assertionResults: [] },
        {
          name: '/copy/test/b.test.ts',
          message: '',
          assertionResults: [
            { title: 'fails', status: 'failed' },
            { title: 'was left out', status: 'pending' },
          ],
        },
      ],
    }
    const verdictOf = (file: string, title: string) => verdictsOf('/copy', [{ file, title }], report)[0]
    expect(verdictOf('test/a.test.ts', 'any')).toBe('broken')
    expect(verdictOf('test/b.test.ts', 'fails')).toBe('failed')
    expect(verdictOf('test/b.test.ts', 'was left out')).toBe('missing')
  })
})
