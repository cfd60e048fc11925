import { existsSync, globSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from '@jest/globals'
import { allServices } from '../../stacks/services.ts'

const root = join(import.meta.dirname, '../..')

/** Folder of every function that a service's table of contents names. */
const named = allServices.flatMap((service) =>
  [
    ...service.routes.map(({ name }) => name),
    ...(service.steps ?? []).map(({ name }) => `steps/${name}`),
    ...(service.subscribers ?? []).map(({ name }) => `on/${name}`),
    ...(service.internal ?? []).map(({ contract }) => `internal/${contract.name}`),
    ...(service.workers ?? []).map(({ name }) => `workers/${name}`),
    ...(service.schedules ?? []).map(({ name }) => `schedules/${name}`),
    ...(service.authorizer ? [service.authorizer.name] : []),
    ...(service.fallback ? [service.fallback.name] : []),
  ].map((path) => `functions/${service.name}/${path}/handler.ts`),
)

describe('A service’s table of contents', () => {
  it('names functions that exist', () => {
    expect(named.filter((path) => !existsSync(join(root, path)))).toEqual([])
  })

  it('forgets no handler', () => {
    const handlers = globSync('functions/*/**/handler.ts', { cwd: root }).filter(
      (path) => !path.startsWith('functions/shared/'),
    )
    expect(handlers.filter((path) => !named.includes(path)).sort()).toEqual([])
  })

  it('gives every route a path and method of its own', () => {
    const keys = allServices.flatMap(({ routes }) => routes.map(({ method, path }) => `${method} ${path}`))
    expect(keys.filter((key, index) => keys.indexOf(key) !== index)).toEqual([])
  })

  it('lets an internal function be published by its own service only', () => {
    const foreign = allServices.flatMap(({ name, internal = [] }) =>
      internal.filter(({ contract }) => contract.service !== name),
    )
    expect(foreign).toEqual([])
  })

  it('calls internal functions that some service publishes', () => {
    const published = allServices.flatMap(({ internal = [] }) => internal.map(({ contract }) => contract))
    const called = allServices.flatMap((service) =>
      [
        ...service.routes,
        ...(service.steps ?? []),
        ...(service.subscribers ?? []),
        ...(service.schedules ?? []),
      ].flatMap(({ calls = [] }) => calls),
    )
    expect(called.filter((contract) => !published.includes(contract)).map(({ name }) => name)).toEqual([])
  })
})
