import { describe, expect, it } from '@jest/globals'
import { codeOf, type SourceFile, sourceFiles } from './source-files.ts'

const functions = sourceFiles('functions/**/*.ts')
const services = [...new Set(functions.map(({ path }) => path.split('/')[1]!))].filter((name) => name !== 'shared')
const serviceOf = ({ path }: SourceFile) => path.split('/')[1]!

/** Each broken arrow as `from → to`, so that a failure names it. */
const broken = (files: readonly SourceFile[], allowed: (file: SourceFile, target: string) => boolean): string[] =>
  files.flatMap((file) =>
    file.imports.filter((target) => !allowed(file, target)).map((target) => `${file.path} → ${target}`),
  )

describe('The arrows of the design', () => {
  it('finds the services, so that the rules below check something', () => {
    expect(services).toEqual(
      expect.arrayContaining([
        'users',
        'catalog',
        'carts',
        'orders',
        'inventory',
        'payments',
        'shipping',
        'notifications',
      ]),
    )
    expect(functions.length).toBeGreaterThan(100)
  })

  it('contracts import nothing but contracts and zod', () => {
    expect(
      broken(sourceFiles('contracts/**/*.ts'), (_, target) => target.startsWith('contracts/') || target === 'zod/mini'),
    ).toEqual([])
  })

  it('functions/shared knows no service', () => {
    const shared = functions.filter((file) => serviceOf(file) === 'shared')
    expect(
      broken(shared, (_, target) => !target.startsWith('functions/') || target.startsWith('functions/shared/')),
    ).toEqual([])
  })

  it('a service never imports another service', () => {
    const own = functions.filter((file) => serviceOf(file) !== 'shared')
    const allowed = (file: SourceFile, target: string) =>
      !target.startsWith('functions/') ||
      target.startsWith('functions/shared/') ||
      target.startsWith(`functions/${serviceOf(file)}/`)
    expect(broken(own, allowed)).toEqual([])
  })

  it('functions import from nowhere but contracts and functions', () => {
    const outside = ['stacks/', 'bin/', 'localstack/', 'test/', 'statemachines/', 'web/']
    expect(broken(functions, (_, target) => !outside.some((folder) => target.startsWith(folder)))).toEqual([])
  })

  it('domain code touches no SDK, no environment, no clock and no randomness', () => {
    const domain = functions.filter(({ path }) => path.includes('/domain/'))
    expect(domain.length).toBeGreaterThan(5)
    expect(
      broken(domain, (_, target) => !/^(@aws-sdk|@middy|aws-)|shared\/(clients|table|env|ids)/.test(target)),
    ).toEqual([])
    const impure = domain.filter((file) =>
      /process\.env|Date\.now\(\)|new Date\(\)|Math\.random|randomUUID|randomBytes/.test(codeOf(file)),
    )
    expect(impure.map(({ path }) => path)).toEqual([])
  })

  it('only env.ts reads the environment', () => {
    const readers = functions.filter((file) => /process\.env/.test(codeOf(file))).map(({ path }) => path)
    expect(readers).toEqual(['functions/shared/env.ts'])
  })

  it('a service touches its table in its table files only', () => {
    const users = functions.filter(({ path, imports }) => {
      const isTable = /^functions\/[^/]+\/table(\.ts|\/)/.test(path) || path.startsWith('functions/shared/')
      return !isTable && imports.some((target) => /clients\/dynamodb|@aws-sdk\/(lib|client)-dynamodb/.test(target))
    })
    expect(users.map(({ path }) => path)).toEqual([])
  })

  it('the tables of contents are data: service, route and step files import no SDK and no handler', () => {
    const data = functions.filter(
      ({ path }) =>
        /\/(service|route|step|subscriber|internal|worker|schedule)\.ts$/.test(path) &&
        serviceOf({ path } as SourceFile) !== 'shared',
    )
    expect(broken(data, (_, target) => !/^@aws-|\/handler\.ts$|\/table\.ts$|clients\//.test(target))).toEqual([])
  })

  it('stacks read service.ts and route data, never handlers or tables', () => {
    const allowed = (_: SourceFile, target: string) =>
      !target.startsWith('functions/') ||
      /functions\/[^/]+\/service\.ts$/.test(target) ||
      /functions\/shared\/(service|outbox|http\/route|resilience\/breaker\/dependencies)\.ts$/.test(target)
    expect(broken(sourceFiles('stacks/**/*.ts'), allowed)).toEqual([])
    expect(broken(sourceFiles('stacks/**/*.ts'), (_, target) => !/^(bin|localstack|test)\//.test(target))).toEqual([])
  })

  it('the local cloud reads nothing of the shop: only the synthesized assembly', () => {
    const outside = ['functions/', 'stacks/', 'contracts/', 'bin/', 'statemachines/', 'test/', 'web/']
    expect(
      broken(sourceFiles('localstack/**/*.ts'), (_, target) => !outside.some((folder) => target.startsWith(folder))),
    ).toEqual([])
  })

  it('the local cloud has no shop nouns', () => {
    // Not AWS's own constants, such as KMS's key manager CUSTOMER.
    const nouns = /\b([Tt]radewind|[Cc]heckout|[Pp]roduct|[Ii]nventory|[Ss]hipment|[Cc]atalog|[Cc]ustomer)s?\b/
    const named = sourceFiles('localstack/embedded/**/*.ts').filter((file) => nouns.test(codeOf(file)))
    expect(named.map(({ path }) => path)).toEqual([])
  })
})
