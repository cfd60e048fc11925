import { describe, expect, it } from '@jest/globals'
import { aFunction, aRole, getAtt } from '../support/assembly.ts'
import { aCloud, type TestCloud } from '../support/cloud.ts'

const principal = { kind: 'root' } as const

const aFunctionCloud = (code: string, properties: object = {}, options = {}) =>
  aCloud(
    { Resources: { Role: aRole(), Handler: aFunction('handler', { FunctionName: 'it', ...properties }) } },
    { handler: code },
    options,
  )
const invoke = ({ cloud }: TestCloud, payload: unknown = {}, name = 'it') =>
  cloud.invoke(name, payload, { principal, source: 'test' })

describe('an invocation', () => {
  it('gets its event, and a context like that of Lambda', async () => {
    const running = await aFunctionCloud(
      `export const handler = async (event, context) => ({ event, ...context, left: context.getRemainingTimeInMillis() })`,
      { MemorySize: 256, Timeout: 7 },
    )

    const { ok, payload, requestId } = await invoke(running, { a: [1] })

    expect(ok).toBe(true)
    expect(payload).toMatchObject({
      event: { a: [1] },
      awsRequestId: requestId,
      functionName: 'it',
      functionVersion: '$LATEST',
      memoryLimitInMB: '256',
      invokedFunctionArn: 'arn:aws:lambda:eu-west-1:000000000000:function:it',
      logGroupName: '/aws/lambda/it',
    })
    const { left } = payload as { left: number }
    expect(left).toBeGreaterThan(5_000)
    expect(left).toBeLessThanOrEqual(7_000)
  })

  it('sees the environment of the template and of Lambda, and nothing of this machine', async () => {
    process.env.SECRET_OF_THE_MACHINE = 'x'
    const running = await aFunctionCloud(
      'export const handler = async () => ({ ...process.env, cwd: process.cwd() })',
      {
        Environment: { Variables: { TABLE: 'things', COUNT: 3 } },
      },
    )

    const { payload } = await invoke(running)

    delete process.env.SECRET_OF_THE_MACHINE
    expect(payload).toMatchObject({
      TABLE: 'things',
      COUNT: '3',
      AWS_LAMBDA_FUNCTION_NAME: 'it',
      AWS_REGION: 'eu-west-1',
      AWS_ENDPOINT_URL: running.endpoint,
      _HANDLER: 'index.handler',
    })
    expect(payload).toHaveProperty('AWS_ACCESS_KEY_ID')
    expect(payload).not.toHaveProperty('SECRET_OF_THE_MACHINE')
    expect(payload).not.toHaveProperty('HOME')
    expect((payload as { cwd: string }).cwd).toContain('asset.handler')
  })

  it('reuses a warm environment, and environments share nothing', async () => {
    const running = await aFunctionCloud(`let count = 0
      export const handler = async ({ wait }) => { globalThis.seen = ++count; await new Promise((done) => setTimeout(done, wait)); return count }`)

    const first = await invoke(running, { wait: 0 })
    const both = await Promise.all([invoke(running, { wait: 800 }), invoke(running, { wait: 800 })])

    expect(first.payload).toBe(1)
    expect(both.map(({ payload }) => payload).sort()).toEqual([1, 2])
  })

  it('waits in order when all environments are busy, without using up its time', async () => {
    const running = await aFunctionCloud(
      `export const handler = async ({ n }) => { await new Promise((done) => setTimeout(done, 600)); return n }`,
      { Timeout: 1, ReservedConcurrentExecutions: 1 },
    )
    const finished: unknown[] = []

    await Promise.all([1, 2, 3].map(async (n) => finished.push((await invoke(running, { n })).payload)))

    expect(finished).toEqual([1, 2, 3])
  })

  it('is not begun once its sender has taken it back', async () => {
    const running = await aFunctionCloud(
      `let count = 0
      export const handler = async ({ wait }) => { await new Promise((done) => setTimeout(done, wait)); return ++count }`,
      { ReservedConcurrentExecutions: 1 },
    )
    await invoke(running, { wait: 0 })
    const busy = invoke(running, { wait: 400 })

    const options = { principal, source: 'test', withdrawn: AbortSignal.abort() }
    const { ok, functionError } = await running.cloud.invoke('it', {}, options)

    expect({ ok, functionError }).toEqual({ ok: false, functionError: 'TooManyRequests' })
    await busy
    expect((await invoke(running, { wait: 0 })).payload).toBe(3)
  })

  it('by an alias or version ARN reaches the function', async () => {
    const running = await aCloud(
      {
        Resources: {
          Role: aRole(),
          Handler: aFunction('handler', { FunctionName: 'it' }),
          Version: { Type: 'AWS::Lambda::Version', Properties: { FunctionName: { Ref: 'Handler' } } },
          Alias: {
            Type: 'AWS::Lambda::Alias',
            Properties: {
              Name: 'live',
              FunctionName: { Ref: 'Handler' },
              FunctionVersion: getAtt('Version', 'Version'),
            },
          },
        },
      },
      { handler: 'export const handler = async (event, context) => context.invokedFunctionArn' },
    )
    const arn = 'arn:aws:lambda:eu-west-1:000000000000:function:it:live'

    expect((await invoke(running, {}, arn)).payload).toBe(arn)
    expect(running.cloud.find(arn)?.physicalId).toBe('it')
  })
})

describe('a failure', () => {
  it('is reported as Lambda reports errors', async () => {
    const running = await aFunctionCloud(
      `class OutOfStock extends Error { name = 'OutOfStock' }
       export const handler = async () => { throw new OutOfStock('none left') }`,
    )

    const result = await invoke(running)

    expect(result).toMatchObject({
      ok: false,
      functionError: 'Unhandled',
      payload: { errorType: 'OutOfStock', errorMessage: 'none left' },
    })
    expect((result.payload as { trace: string[] }).trace[0]).toBe('OutOfStock: none left')
  })

  it('by time-out ends the environment', async () => {
    const running = await aFunctionCloud(
      `let calls = 0
       export const handler = async ({ hang }) => { calls++; return hang ? new Promise(() => setInterval(() => {}, 100)) : calls }`,
      { Timeout: 1 },
    )
    await invoke(running, {})

    const result = await invoke(running, { hang: true })

    expect(result.payload).toEqual({
      errorType: 'Sandbox.Timedout',
      errorMessage: `RequestId: ${result.requestId} Error: Task timed out after 1.00 seconds`,
    })
    expect((await invoke(running, {})).payload).toBe(1)
  })

  it('by an endless loop is a time-out as well', async () => {
    const running = await aFunctionCloud('export const handler = async () => { console.log("before"); for (;;); }', {
      Timeout: 1,
    })

    const { payload } = await invoke(running)

    expect(payload).toMatchObject({ errorType: 'Sandbox.Timedout' })
  })

  it.each<[string, string]>([
    ['process.exit', 'process.exit(3)'],
    ['an uncaught exception', 'setTimeout(() => { throw new Error("later") }); await new Promise(() => {})'],
    [
      'an unhandled rejection',
      'Promise.reject(new Error("later")); await new Promise((done) => setTimeout(done, 1000))',
    ],
  ])('by %s replaces the environment', async (_title, crash) => {
    const running = await aFunctionCloud(
      `let calls = 0
       export const handler = async (event) => { calls++; if (event.crash) { ${crash} } return calls }`,
    )

    const result = await invoke(running, { crash: true })

    expect(result.payload).toMatchObject({ errorType: 'Runtime.ExitError' })
    expect((await invoke(running, {})).payload).toBe(1)
  })

  it('to load the code names the error at each invocation', async () => {
    const running = await aFunctionCloud('throw new TypeError("bad top level"); export const handler = 1')

    expect((await invoke(running)).payload).toMatchObject({ errorType: 'TypeError', errorMessage: 'bad top level' })
    expect((await invoke(running)).ok).toBe(false)
  })

  it('to find the handler says which', async () => {
    const running = await aFunctionCloud('export const other = 1')

    expect((await invoke(running)).payload).toMatchObject({
      errorType: 'Runtime.HandlerNotFound',
      errorMessage: 'index.handler is undefined or not exported',
    })
  })

  it('by too much memory is one of the function only', async () => {
    const running = await aFunctionCloud(
      `export const handler = async ({ eat }) => { const all = []; while (eat) all.push(new Array(1e5).fill(Math.random())); return 1 }`,
      { Timeout: 20 },
    )

    expect((await invoke(running, { eat: true })).payload).toMatchObject({ errorType: 'Runtime.OutOfMemory' })
    expect((await invoke(running, {})).payload).toBe(1)
  })
})

describe('the console', () => {
  interface View {
    items: Record<string, unknown>[]
  }
  it('remembers invocations with their logs, newest first', async () => {
    const running = await aCloud(
      {
        Resources: {
          Role: aRole(),
          Handler: aFunction('handler', { FunctionName: 'it' }),
          Api: { Type: 'AWS::ApiGatewayV2::Api', Properties: { Name: 'api', ProtocolType: 'HTTP' } },
        },
      },
      {
        handler: `export const handler = async ({ n }) => {
          console.log('plain', n); console.error(JSON.stringify({ level: 'WARN', n })); if (n === 2) process.exit(1); return n }`,
      },
    )
    await invoke(running, { n: 1 })
    await invoke(running, { n: 2 })
    const local = (path: string) =>
      fetch(`${running.url}/_local/api/${path}`).then((answer) => answer.json() as Promise<View>)

    const { items } = await local('invocations?function=it')

    expect(items).toMatchObject([
      {
        ok: false,
        coldStart: false,
        logs: ['plain 2', { level: 'WARN', n: 2 }],
        error: { errorType: 'Runtime.ExitError' },
      },
      {
        ok: true,
        coldStart: true,
        event: { n: 1 },
        result: 1,
        source: 'test',
        logs: ['plain 1', { level: 'WARN', n: 1 }],
      },
    ])
    expect((await local('functions')).items).toMatchObject([{ name: 'it', invocations: 2, errors: 1, coldStarts: 1 }])
  })
})
