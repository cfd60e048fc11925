import { describe, expect, it } from '@jest/globals'
import { allServices } from '../../stacks/services.ts'
import { resourcesOf, templatesOf } from '../support/synthesized.ts'

describe('A route whose query takes a cursor', () => {
  it('gets the key that signs cursors, and no other route does', () => {
    const routes = allServices.flatMap(({ name, routes: own }) => own.map((route) => ({ service: name, route })))
    const expected = routes
      .filter(({ route }) => 'cursor' in ((route.query as { shape?: object } | undefined)?.shape ?? {}))
      .map(({ service, route }) => `tradewind-local-${service}-${route.name}`)
    const having = resourcesOf(templatesOf('local'), 'AWS::Lambda::Function')
      .filter(({ Properties }) => Properties.Environment?.Variables?.CURSOR_KEY_SECRET)
      .map(({ Properties }) => Properties.FunctionName as string)

    expect(expected.length).toBeGreaterThan(8)
    expect(having.sort()).toEqual(expected.sort())
  })
})
