import { describe, expect, it } from '@jest/globals'
import { shopServices } from '../../stacks/services.ts'
import { codeOf, sourceFiles } from './source-files.ts'

const operations = shopServices.flatMap(({ routes }) => routes.map(({ method, path }) => `${method} ${path}`))
const titles = sourceFiles('test/e2e/**/*.test.ts').flatMap((file) =>
  [...codeOf(file).matchAll(/\b(?:describe|it)(?:\.\w+(?:\([^)]*\))?)?\(\s*['"`]([A-Z]+ \/[^'"`\s]*)/g)].map(
    ([, title]) => title!,
  ),
)

describe('Every operation of the API', () => {
  it('has a test over HTTP under its own title, METHOD /path', () => {
    expect(operations.filter((operation) => !titles.includes(operation))).toEqual([])
  })

  it('is what such a title names: no test of an operation that is gone', () => {
    expect([...new Set(titles)].filter((title) => !operations.includes(title))).toEqual([])
  })

  it('compares versions exactly where it says that it answers VERSION_MISMATCH', () => {
    const handlers = sourceFiles('functions/*/*/handler.ts').filter((file) => /\bifMatch\b/.test(codeOf(file)))
    const using = handlers.map(({ path }) => path.split('/').slice(1, 3).join('/'))
    const saying = shopServices.flatMap((service) =>
      service.routes
        .filter(({ problems }) => problems?.includes('VERSION_MISMATCH'))
        .map(({ name }) => `${service.name}/${name}`),
    )
    expect(using.sort()).toEqual(saying.sort())
  })
})
