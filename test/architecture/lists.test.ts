import { describe, expect, it } from '@jest/globals'
import { allServices } from '../../stacks/services.ts'
import { codeOf, sourceFiles } from './source-files.ts'

/** Field names of an object schema; none for any other. */
const fieldsOf = (schema: unknown): string[] =>
  Object.keys((schema as { shape?: Record<string, unknown> } | null | undefined)?.shape ?? {})

describe('Lists', () => {
  it('are read in pages: whatever answers items takes a limit and a cursor', () => {
    const lists = allServices
      .filter(({ name }) => name !== 'simulators')
      .flatMap(({ routes }) => routes)
      .filter(({ method, responses }) => method === 'GET' && fieldsOf(responses[200]).includes('items'))
    expect(lists.length).toBeGreaterThan(8)
    for (const { path, query, responses } of lists) {
      expect([path, fieldsOf(query)]).toEqual([path, expect.arrayContaining(['limit', 'cursor'])])
      expect([path, fieldsOf(responses[200])]).toEqual([path, expect.arrayContaining(['items', 'nextCursor'])])
    }
  })

  it('are what cursors are for: other work takes its next few by queryFirst, and needs no key of cursors', () => {
    const unbound = sourceFiles('functions/**/*.ts').filter((file) => /bound: \[\]/.test(codeOf(file)))
    expect(unbound.map(({ path }) => path)).toEqual([])
  })

  it('never scan a table', () => {
    const files = sourceFiles('functions/**/*.ts')
    const scanning = files.filter((file) => /ScanCommand|ExecuteStatement|\bscan\(/i.test(codeOf(file)))
    expect(files.length).toBeGreaterThan(100)
    expect(scanning.map(({ path }) => path)).toEqual([])
  })
})
