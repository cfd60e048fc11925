import { describe, expect, it } from '@jest/globals'
import { templatesOf } from '../support/synthesized.ts'
import { sourceFiles } from './source-files.ts'

describe('Faults on purpose', () => {
  it('exist in the local cloud only: nothing that deploys imports or mentions them', () => {
    const deployed = ['functions/**/*.ts', 'contracts/**/*.ts', 'stacks/**/*.ts', 'client/**/*.ts', 'bin/app.ts']
    const files = sourceFiles(...deployed)
    const involved = files.filter(
      ({ text, imports }) =>
        imports.some((target) => target.startsWith('localstack/')) || /_local\/api\/faults/.test(text),
    )

    expect(files.length).toBeGreaterThan(200)
    expect(involved.map(({ path }) => path)).toEqual([])
  })

  it.each(['local', 'prod'])('are no part of the templates of %s', (stage) => {
    const involved = templatesOf(stage).filter(({ text }) => /_local\/api\/faults|LostResponse/.test(text))

    expect(involved.map(({ name }) => name)).toEqual([])
  })
})
