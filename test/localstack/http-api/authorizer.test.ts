import { describe, expect, it } from '@jest/globals'
import { aFunction, anHttpApi, aRole, getAtt, ref } from '../support/assembly.ts'
import { aCloud } from '../support/cloud.ts'

const authorize = `let calls = 0
export const handler = async (event) => {
  calls++
  const token = event.headers.authorization
  if (token === 'broken') throw new Error('broken')
  return { isAuthorized: token !== 'no', context: { user: token, calls, type: event.type, source: event.identitySource } }
}`
const show = 'export const handler = async (event) => event.requestContext.authorizer.lambda'

const api = (authorizer: object = {}, resources: object = {}) =>
  aCloud(
    {
      Resources: {
        Role: aRole(),
        Handler: aFunction('handler'),
        Authorize: aFunction('authorize'),
        ...anHttpApi(
          { 'GET /a': 'Handler', 'GET /b': 'Handler' },
          { route: () => ({ AuthorizationType: 'CUSTOM', AuthorizerId: ref('Authorizer') }) },
        ),
        Authorizer: {
          Type: 'AWS::ApiGatewayV2::Authorizer',
          Properties: {
            ApiId: ref('Api'),
            Name: 'authorizer',
            AuthorizerType: 'REQUEST',
            AuthorizerPayloadFormatVersion: '2.0',
            EnableSimpleResponses: true,
            IdentitySource: ['$request.header.Authorization'],
            AuthorizerResultTtlInSeconds: 60,
            AuthorizerUri: {
              'Fn::Join': [
                '',
                [
                  'arn:aws:apigateway:',
                  ref('AWS::Region'),
                  ':lambda:path/2015-03-31/functions/',
                  getAtt('Authorize'),
                  '/invocations',
                ],
              ],
            },
            ...authorizer,
          },
        },
        AuthorizerPermission: {
          Type: 'AWS::Lambda::Permission',
          Properties: {
            Action: 'lambda:InvokeFunction',
            FunctionName: getAtt('Authorize'),
            Principal: 'apigateway.amazonaws.com',
            SourceArn: {
              'Fn::Sub': 'arn:aws:execute-api:${AWS::Region}:${AWS::AccountId}:${Api}/authorizers/${Authorizer}',
            },
          },
        },
        ...resources,
      },
    },
    { handler: show, authorize },
  )

const call = (url: string, path: string, token?: string) =>
  fetch(url + path, { headers: token === undefined ? {} : { authorization: token } })

describe('a REQUEST authorizer', () => {
  it('gives its context to the function', async () => {
    const { url } = await api()

    const answer = await call(url, '/a', 'ann')

    expect(await answer.json()).toEqual({ user: 'ann', calls: 1, type: 'REQUEST', source: ['ann'] })
  })

  it('is not asked when the identity source is missing', async () => {
    const { url } = await api()

    const answer = await call(url, '/a')

    expect(answer.status).toBe(401)
    expect(await answer.json()).toEqual({ message: 'Unauthorized' })
  })

  it('refuses with 403', async () => {
    const { url } = await api()

    const answer = await call(url, '/a', 'no')

    expect(answer.status).toBe(403)
    expect(await answer.json()).toEqual({ message: 'Forbidden' })
  })

  it('that fails is a 500', async () => {
    const { url } = await api()

    expect((await call(url, '/a', 'broken')).status).toBe(500)
  })

  it('is asked once per identity while its answer is cached, whatever the route', async () => {
    const { url } = await api()

    const calls = []
    for (const [path, token] of [
      ['/a', 'ann'],
      ['/b', 'ann'],
      ['/a', 'bob'],
    ] as const) {
      calls.push(((await (await call(url, path, token)).json()) as { calls: number }).calls)
    }

    expect(calls).toEqual([1, 1, 2])
  })

  it('is asked per route when the route key is part of the identity', async () => {
    const { url } = await api({ IdentitySource: ['$request.header.Authorization', '$context.routeKey'] })

    const first = (await (await call(url, '/a', 'ann')).json()) as { calls: number }
    const second = (await (await call(url, '/b', 'ann')).json()) as { calls: number }

    expect([first.calls, second.calls]).toEqual([1, 2])
  })

  it('is asked each time without a cache', async () => {
    const { url } = await api({ AuthorizerResultTtlInSeconds: 0 })

    await call(url, '/a', 'ann')

    expect(await (await call(url, '/a', 'ann')).json()).toMatchObject({ calls: 2 })
  })

  it('needs a permission for the API to be asked', async () => {
    const { url, messages } = await api({}, { AuthorizerPermission: { Type: 'AWS::CDK::Metadata' } })

    expect((await call(url, '/a', 'ann')).status).toBe(500)
    expect(messages.join('\n')).toContain('lambda:InvokeFunction')
  })
})
