import { describe, expect, it } from '@jest/globals'
import { createRouteTable } from '../../../localstack/embedded/http-api/routes.ts'

const match = (routeKeys: string[], method: string, path: string) =>
  createRouteTable(routeKeys.map((key) => [key, key] as const))(method, path)

describe('route selection', () => {
  it.each<[string, string[], string, string, string | undefined]>([
    ['a literal beats a variable', ['GET /a/{id}', 'GET /a/b'], 'GET', '/a/b', 'GET /a/b'],
    ['a variable beats a greedy one', ['GET /a/{rest+}', 'GET /a/{id}'], 'GET', '/a/b', 'GET /a/{id}'],
    ['a full match beats a longer greedy prefix', ['GET /a/{rest+}', 'GET /{x}/b'], 'GET', '/a/b', 'GET /{x}/b'],
    ['the longer greedy prefix wins', ['GET /{rest+}', 'GET /a/{rest+}'], 'GET', '/a/b/c', 'GET /a/{rest+}'],
    ['anything beats $default', ['$default', 'ANY /{rest+}'], 'GET', '/a', 'ANY /{rest+}'],
    ['$default takes the rest', ['$default', 'GET /a'], 'POST', '/a', '$default'],
    ['the method beats ANY', ['ANY /a', 'GET /a'], 'GET', '/a', 'GET /a'],
    ['ANY takes other methods', ['ANY /a', 'GET /a'], 'PUT', '/a', 'ANY /a'],
    ['another method is no match', ['GET /a'], 'POST', '/a', undefined],
    ['a literal of another method is left again', ['GET /a/b', 'POST /a/{id}'], 'POST', '/a/b', 'POST /a/{id}'],
    ['a trailing slash is another path', ['GET /a'], 'GET', '/a/', undefined],
    ['the root is a path', ['GET /'], 'GET', '/', 'GET /'],
  ])('%s', (_title, routeKeys, method, path, expected) => {
    expect(match(routeKeys, method, path)?.target).toBe(expected)
  })

  it('gives path variables by name', () => {
    const found = match(['GET /shops/{shop}/items/{item}'], 'GET', '/shops/a b/items/é')

    expect(found?.pathParameters).toEqual({ shop: 'a b', item: 'é' })
  })

  it('gives a greedy variable the whole rest of the path', () => {
    expect(match(['GET /files/{path+}'], 'GET', '/files/a/b/c')?.pathParameters).toEqual({ path: 'a/b/c' })
  })
})
