import { readFileSync } from 'node:fs'
import { describe, expect, it } from '@jest/globals'
import { mermaidOf, readDefinition, withPicture } from '../../bin/lib/state-machine-picture.ts'

describe.each([
  ['checkout', 'order'],
  ['erasure', 'customer'],
] as const)('the README of the %s', (name, outcome) => {
  const folder = new URL(`../../statemachines/${name}/`, import.meta.url)
  const readme = readFileSync(new URL('README.md', folder), 'utf8')

  it('shows the definition as it is: otherwise run node bin/state-machine-picture.ts', () => {
    const picture = mermaidOf(readDefinition(new URL(`${name}.asl.json`, folder)))
    expect(withPicture(readme, picture)).toBe(readme)
  })

  it('lists the cases as the tests run them', () => {
    const cases = JSON.parse(readFileSync(new URL('cases.json', folder), 'utf8')) as {
      title: string
      path: string[]
      order?: string
      customer?: string
    }[]
    const rows = cases.map((each) => `| ${each.title} | ${each.path.join(' → ')} | ${each[outcome]} |`)
    // The formatter aligns the columns.
    const listed = readme.replaceAll(/ +\|/g, ' |').trimEnd().split('\n').slice(-rows.length)
    expect(listed).toEqual(rows)
  })
})

describe('the picture of a state machine', () => {
  it('draws states, their order, and named and unnamed failures', () => {
    const picture = mermaidOf({
      StartAt: 'Try',
      States: {
        Try: {
          Type: 'Task',
          Retry: [
            { ErrorEquals: ['NoLuck'], MaxAttempts: 0 },
            { ErrorEquals: ['States.ALL'], MaxAttempts: 3 },
          ],
          Catch: [{ ErrorEquals: ['States.ALL'], Next: 'GiveUp' }],
          Next: 'Done',
        },
        Done: { Type: 'Succeed' },
        GiveUp: { Type: 'Fail' },
      },
    })
    expect(picture.split('\n')).toEqual([
      'flowchart TD',
      '  Start((start)) --> Try',
      '  Try --> Done',
      '  Try -. "NoLuck, fault" .-> GiveUp',
      '  Done([Done])',
      '  GiveUp([GiveUp])',
    ])
  })

  it('draws where a choice may lead', () => {
    const picture = mermaidOf({
      StartAt: 'Begin',
      States: {
        Begin: { Type: 'Choice', Choices: [{ Next: 'Undo' }], Default: 'Do' },
        Do: { Type: 'Succeed' },
        Undo: { Type: 'Succeed' },
      },
    })
    expect(picture).toContain('  Begin{Begin}\n  Begin --> Do\n  Begin --> Undo\n')
  })

  it('needs a place in the README', () => {
    expect(() => withPicture('# Nothing', 'flowchart TD')).toThrow('needs the lines')
  })
})
