import { request } from 'node:http'
import { setTimeout as delay } from 'node:timers/promises'
import { InvokeCommand } from '@aws-sdk/client-lambda'
import { describe, expect, it } from '@jest/globals'
import { aFunction, anApiPermission, anHttpApi, aRole, getAtt, ref } from '../support/assembly.ts'
import { busyAfterwards } from '../support/busy-afterwards.ts'
import { aLambdaClient } from '../support/clients.ts'
import { aCloud, until } from '../support/cloud.ts'

const echo = 'export const handler = async (event) => event'
const api = (code: string, options: Parameters<typeof anHttpApi>[1] = {}, routes: Record<string, string> = {}) =>
  aCloud(
    {
      Resources: {
        Role: aRole(),
        Handler: aFunction('handler'),
        ...anHttpApi({ 'ANY /items/{id}': 'Handler', 'GET /all': 'Handler', ...routes }, options),
      },
    },
    { handler: code },
  )

describe('the event of payload format 2.0', () => {
  it('has everything that API Gateway gives to a function', async () => {
    const { url } = await api(echo)

    const answer = await fetch(`${url}/items/a%20b?x=1&x=2&y=%26`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', 'X-Many': 'one', cookie: 'a=1; b=2', 'user-agent': 'tester' },
      body: '{"é":1}',
    })

    const event = (await answer.json()) as Record<string, unknown> & { headers: object; requestContext: object }
    expect(answer.status).toBe(200)
    expect(event).toMatchObject({
      version: '2.0',
      routeKey: 'ANY /items/{id}',
      rawPath: '/items/a b',
      rawQueryString: 'x=1&x=2&y=%26',
      cookies: ['a=1', 'b=2'],
      queryStringParameters: { x: '1,2', y: '&' },
      pathParameters: { id: 'a b' },
      body: '{"é":1}',
      isBase64Encoded: false,
      requestContext: {
        accountId: '000000000000',
        http: {
          method: 'POST',
          path: '/items/a b',
          protocol: 'HTTP/1.1',
          sourceIp: '127.0.0.1',
          userAgent: 'tester',
        },
        routeKey: 'ANY /items/{id}',
        stage: '$default',
        requestId: answer.headers.get('apigw-requestid'),
      },
    })
    expect(event.headers).toMatchObject({
      'x-many': 'one',
      'x-forwarded-for': '127.0.0.1',
      'content-type': 'application/json',
    })
    expect(event.headers).not.toHaveProperty('cookie')
    expect(event.requestContext).not.toHaveProperty('authorizer')
  })

  it('leaves out what the request does not have', async () => {
    const { url } = await api(echo)

    const event = (await (await fetch(`${url}/all`)).json()) as object

    for (const name of ['queryStringParameters', 'pathParameters', 'cookies', 'body']) {
      expect(event).not.toHaveProperty(name)
    }
    expect(event).toMatchObject({ rawQueryString: '', isBase64Encoded: false })
  })

  it('carries bodies that are not text in base64', async () => {
    const { url } = await api(echo)

    const answer = await fetch(`${url}/items/1`, {
      method: 'PUT',
      headers: { 'content-type': 'application/octet-stream' },
      body: Buffer.from([0, 255]),
    })

    expect(await answer.json()).toMatchObject({ body: 'AP8=', isBase64Encoded: true })
  })

  it('joins repeated headers by commas', async () => {
    const { url } = await api(echo)

    const text = await new Promise<string>((resolve, reject) => {
      const outgoing = request(`${url}/all`, { headers: { 'X-Twice': ['a', 'b'] } }, async (incoming) => {
        resolve(Buffer.concat(await incoming.toArray()).toString())
      })
      outgoing.on('error', reject).end()
    })

    expect(JSON.parse(text)).toMatchObject({ headers: { 'x-twice': 'a,b' } })
  })
})

describe('what a function returns', () => {
  it.each<[string, string, number, string, string]>([
    ['an object without statusCode is the JSON body', '({ a: 1 })', 200, 'application/json', '{"a":1}'],
    ['a string is the body', '"hello"', 200, 'application/json', 'hello'],
    [
      'a full response is taken as it is',
      '({ statusCode: 201, headers: { "Content-Type": "text/x" }, body: "b" })',
      201,
      'text/x',
      'b',
    ],
    [
      'base64 is decoded',
      '({ statusCode: 200, isBase64Encoded: true, headers: { "content-type": "a/b" }, body: "eA==" })',
      200,
      'a/b',
      'x',
    ],
    [
      'an impossible status is an error',
      '({ statusCode: 9, body: "" })',
      500,
      'application/json',
      '{"message":"Internal Server Error"}',
    ],
  ])('%s', async (_title, value, status, contentType, body) => {
    const { url } = await api(`export const handler = async () => ${value}`)

    const answer = await fetch(`${url}/all`)

    expect(answer.status).toBe(status)
    expect(answer.headers.get('content-type')).toBe(contentType)
    expect(await answer.text()).toBe(body)
  })

  it('may set several cookies', async () => {
    const { url } = await api('export const handler = async () => ({ statusCode: 204, cookies: ["a=1", "b=2"] })')

    const answer = await fetch(`${url}/all`)

    expect(answer.status).toBe(204)
    expect(answer.headers.getSetCookie()).toEqual(['a=1', 'b=2'])
  })
})

describe('answers of the gateway itself', () => {
  it('are 404 where no route matches', async () => {
    const { url } = await api(echo)

    const answer = await fetch(`${url}/nothing`)

    expect(answer.status).toBe(404)
    expect(await answer.json()).toEqual({ message: 'Not Found' })
    expect(answer.headers.get('apigw-requestid')).toBeTruthy()
  })

  it('are 400 for a path that cannot be decoded', async () => {
    const { url } = await api(echo)

    expect((await fetch(`${url}/items/%E0%A4%A`)).status).toBe(400)
  })

  it('are 500 with the reason in the log only, where the function fails', async () => {
    const { url, messages } = await api('export const handler = async () => { throw new Error("secret") }')

    const answer = await fetch(`${url}/all`)

    expect(answer.status).toBe(500)
    expect(await answer.text()).toBe('{"message":"Internal Server Error"}')
    expect(messages.join('\n')).toContain('secret')
  })

  it('are 500 where the API has no permission to invoke the function', async () => {
    const { url, messages } = await api(echo, { permissions: false })

    const answer = await fetch(`${url}/all`)

    expect(answer.status).toBe(500)
    expect(messages.join('\n')).toContain(
      'apigateway.amazonaws.com is not authorized to perform: lambda:InvokeFunction',
    )
  })

  it('are 413 for a body over 10 MB', async () => {
    const { url } = await api(echo)

    const answer = await fetch(`${url}/items/1`, { method: 'POST', body: Buffer.alloc(10 * 1024 * 1024 + 1) })

    expect(answer.status).toBe(413)
  })

  it('are 503 where the function takes longer than the integration may', async () => {
    const slow = 'export const handler = () => new Promise((done) => setTimeout(done, 3000))'
    const { url } = await aCloud(
      {
        Resources: {
          Role: aRole(),
          Handler: aFunction('handler'),
          ...anHttpApi({ 'GET /slow': 'Handler' }),
          Integration0: {
            Type: 'AWS::ApiGatewayV2::Integration',
            Properties: {
              ApiId: ref('Api'),
              IntegrationType: 'AWS_PROXY',
              IntegrationUri: getAtt('Handler'),
              PayloadFormatVersion: '2.0',
              TimeoutInMillis: 300,
            },
          },
        },
      },
      { handler: slow },
    )

    const answer = await fetch(`${url}/slow`)

    expect(answer.status).toBe(503)
    expect(await answer.json()).toEqual({ message: 'Service Unavailable' })
  })

  it('are 429 above the burst of the stage, by route', async () => {
    const stage = {
      DefaultRouteSettings: { ThrottlingRateLimit: 1000, ThrottlingBurstLimit: 1000 },
      RouteSettings: { 'GET /all': { ThrottlingRateLimit: 0.001, ThrottlingBurstLimit: 2 } },
    }
    const { url } = await api(echo, { stage })

    const statuses = []
    for (let count = 0; count < 3; count++) statuses.push((await fetch(`${url}/all`)).status)

    expect(statuses).toEqual([200, 200, 429])
    expect((await fetch(`${url}/items/1`)).status).toBe(200)
  })
})

describe('CORS', () => {
  const cors = { AllowOrigins: ['https://shop.test'], AllowMethods: ['GET'], AllowHeaders: ['x-a'], MaxAge: 60 }

  it('answers preflights without the function', async () => {
    const { url } = await api('export const handler = async () => { throw new Error("called") }', {
      api: { CorsConfiguration: cors },
    })

    const answer = await fetch(`${url}/all`, {
      method: 'OPTIONS',
      headers: { origin: 'https://shop.test', 'access-control-request-method': 'GET' },
    })

    expect(answer.status).toBe(204)
    expect(Object.fromEntries(answer.headers)).toMatchObject({
      'access-control-allow-origin': 'https://shop.test',
      'access-control-allow-methods': 'GET',
      'access-control-allow-headers': 'x-a',
      'access-control-max-age': '60',
    })
  })

  it('allows only the origins that are configured', async () => {
    const { url } = await api(echo, { api: { CorsConfiguration: cors } })

    const allowed = await fetch(`${url}/all`, { headers: { origin: 'https://shop.test' } })
    const foreign = await fetch(`${url}/all`, { headers: { origin: 'https://evil.test' } })

    expect(allowed.headers.get('access-control-allow-origin')).toBe('https://shop.test')
    expect(foreign.headers.get('access-control-allow-origin')).toBeNull()
  })
})

describe('access logs', () => {
  it('follow the format of the stage', async () => {
    const { url } = await api(echo, {
      stage: {
        AccessLogSettings: {
          DestinationArn: 'arn:aws:logs:eu-west-1:0:log-group:access',
          Format: '$context.httpMethod $context.routeKey $context.status $context.nothing',
        },
      },
    })

    await fetch(`${url}/all`)

    const line = await until(async () => {
      const answer = await fetch(`${url}/_local/api/logs?group=access`)
      return ((await answer.json()) as { items: { line: string }[] }).items[0]?.line
    })
    expect(line).toBe('GET GET /all 200 -')
  })
})

describe('addresses', () => {
  it('of an API are known to functions before it runs', async () => {
    const { url } = await aCloud(
      {
        Resources: {
          Role: aRole(),
          Handler: aFunction('handler', { Environment: { Variables: { URL: getAtt('Api', 'ApiEndpoint') } } }),
          ...anHttpApi({ 'GET /url': 'Handler' }),
          Extra: anApiPermission('Handler'),
        },
      },
      { handler: 'export const handler = async () => process.env.URL' },
    )

    expect(await (await fetch(`${url}/url`)).text()).toBe(url)
  })

  it('that are taken are told clearly', async () => {
    const { url } = await api(echo)
    const port = Number(new URL(url).port)

    const second = aCloud(
      { Resources: { Role: aRole(), Handler: aFunction('handler'), ...anHttpApi({ 'GET /': 'Handler' }) } },
      { handler: echo },
      { apiPorts: { api: port } },
    )

    await expect(second).rejects.toThrow(`The port ${port} for the API api is taken`)
  })

  it('are 503 with Retry-After where the function is throttled', async () => {
    const { url } = await withConcurrency(0)

    const answer = await fetch(`${url}/count`)

    expect(answer.status).toBe(503)
    expect(answer.headers.get('retry-after')).toBe('1')
    expect(await answer.json()).toEqual({ message: 'Service Unavailable' })
  })
})

describe('A queue of a function that stands', () => {
  it('sends away who looks around before who is about to buy', async () => {
    const code =
      'export const handler = async ({ rawPath }) => new Promise((done) => setTimeout(done, rawPath === "/all" ? 3000 : 0, {}))'
    const { url } = await aCloud(
      {
        Resources: {
          Role: aRole(),
          Handler: aFunction('handler'),
          ...anHttpApi({ 'ANY /items/{id}': 'Handler', 'GET /all': 'Handler' }),
        },
      },
      { handler: code },
      { maxEnvironmentsPerFunction: 1 },
    )
    await fetch(`${url}/items/1`)
    const busy = fetch(`${url}/all`)
    await delay(100)

    const [looking, buying] = await Promise.all([fetch(`${url}/items/1`), fetch(`${url}/items/1`, { method: 'POST' })])

    expect([looking.status, buying.status, (await busy).status]).toEqual([503, 200, 200])
  })
})

describe('What nobody waits for', () => {
  it('tells the door that it gets no processor', async () => {
    const behind = `${busyAfterwards}
      export const handler = async () => void busyAfterwards(100)`
    const cloud = await aCloud(
      {
        Resources: {
          Role: aRole(),
          Handler: aFunction('handler'),
          Behind: aFunction('behind', { FunctionName: 'behind', ReservedConcurrentExecutions: 1 }),
          ...anHttpApi({ 'GET /all': 'Handler' }),
        },
      },
      { handler: echo, behind },
    )
    const event = new InvokeCommand({ FunctionName: 'behind', InvocationType: 'Event', Payload: '{}' })
    const lambda = aLambdaClient(cloud)
    await Promise.all(Array.from({ length: 20 }, () => lambda.send(event)))

    await until(async () => {
      await fetch(`${cloud.url}/all`)
      return (await gatewayOf(cloud.url)).backgroundWaitMs > 10
    })
  })
})

describe('a client that has gone', () => {
  it('has nothing begun for it', async () => {
    const { url } = await withConcurrency(1)
    await fetch(`${url}/count`)
    const busy = fetch(`${url}/count`)
    const client = new AbortController()
    const gone = fetch(`${url}/count`, { signal: client.signal }).catch(() => 'gone')
    await until(async () => (await gatewayOf(url)).underWay === 2)

    client.abort()

    expect(await gone).toBe('gone')
    expect(await (await busy).json()).toBe(2)
    expect(await (await fetch(`${url}/count`)).json()).toBe(3)
  })
})

const gatewayOf = async (url: string) => {
  const { items } = (await (await fetch(`${url}/_local/api/gateways`)).json()) as {
    items: { underWay: number; backgroundWaitMs: number }[]
  }
  return items[0]!
}

/** A function that counts its invocations, each of half a second, with so many environments at most. */
const withConcurrency = (ReservedConcurrentExecutions: number) =>
  aCloud(
    {
      Resources: {
        Role: aRole(),
        Handler: aFunction('handler', { ReservedConcurrentExecutions }),
        ...anHttpApi({ 'GET /count': 'Handler' }),
      },
    },
    { handler: 'let n = 0; export const handler = () => new Promise((done) => setTimeout(done, 500, ++n))' },
  )
