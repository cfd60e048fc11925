import { GetItemCommand } from '@aws-sdk/client-dynamodb'
import { InvokeCommand } from '@aws-sdk/client-lambda'
import { describe, expect, it } from '@jest/globals'
import type { FaultInput } from '../../../localstack/embedded/faults/fault.ts'
import { aFunction, anHttpApi, aRole, aTable, getAtt, ref, type TestTemplate } from '../support/assembly.ts'
import { aDynamoDbClient, aLambdaClient } from '../support/clients.ts'
import { aCloud, type TestCloud, until } from '../support/cloud.ts'

/** Adds 1 to a counter, and tells what DynamoDB said and how often this environment was used. */
const counting = `
  import { DynamoDBClient, UpdateItemCommand } from '@aws-sdk/client-dynamodb'
  const client = new DynamoDBClient({ maxAttempts: 1 })
  let calls = 0
  export const handler = async () => {
    calls++
    const answer = await client.send(new UpdateItemCommand({
      TableName: process.env.TABLE, Key: { pk: { S: 'n' } },
      UpdateExpression: 'ADD n :one', ExpressionAttributeValues: { ':one': { N: '1' } },
    })).then(() => 'ok', (error) => error.name)
    return { answer, calls }
  }`

const template: TestTemplate = {
  Resources: {
    Role: aRole([
      { Effect: 'Allow', Action: 'dynamodb:UpdateItem', Resource: getAtt('Table') },
      { Effect: 'Allow', Action: ['sqs:*'], Resource: getAtt('Queue') },
    ]),
    Table: aTable({ TableName: 'counters' }),
    Count: aFunction('counting', {
      FunctionName: 'count',
      Timeout: 1,
      Environment: { Variables: { TABLE: ref('Table') } },
    }),
    Queue: { Type: 'AWS::SQS::Queue', Properties: { QueueName: 'work', VisibilityTimeout: 2 } },
    Mapping: {
      Type: 'AWS::Lambda::EventSourceMapping',
      Properties: { EventSourceArn: getAtt('Queue'), FunctionName: ref('Count') },
    },
    ...anHttpApi({ 'POST /count': 'Count' }),
  },
}

const start = (...faults: FaultInput[]) =>
  aCloud(template, { counting: counting.replace("'@aws-sdk/client-dynamodb'", JSON.stringify(sdk)) }, { faults })
/** The asset is not below node_modules. */
const sdk = import.meta.resolve('@aws-sdk/client-dynamodb')

async function invoke(cloud: TestCloud) {
  const { Payload, FunctionError } = await aLambdaClient(cloud).send(new InvokeCommand({ FunctionName: 'count' }))
  return { ...JSON.parse(Buffer.from(Payload!).toString()), FunctionError }
}

async function counted(cloud: TestCloud): Promise<number> {
  const key = { TableName: 'counters', Key: { pk: { S: 'n' } }, ConsistentRead: true }
  const { Item } = await aDynamoDbClient(cloud).send(new GetItemCommand(key))
  return Number(Item?.n?.N ?? 0)
}

const update = { function: 'count', service: 'dynamodb', operation: 'UpdateItem', times: 1 } as const

describe('a fault of a call', () => {
  it.each<[string, FaultInput, string, number]>([
    ['error: no effect', { ...update, kind: 'error' }, 'InternalServerError', 0],
    [
      'error of a given name',
      { ...update, kind: 'error', errorName: 'ItemCollectionSizeLimitExceededException', status: 400 },
      'ItemCollectionSizeLimitExceededException',
      0,
    ],
    [
      'throttle: no effect, the service’s own name',
      { ...update, kind: 'throttle' },
      'ProvisionedThroughputExceededException',
      0,
    ],
    ['lost response: the effect without the answer', { ...update, kind: 'lost-response' }, 'Error', 1],
  ])('%s', async (_title, fault, answer, effect) => {
    const cloud = await start(fault)

    const struck = await invoke(cloud)
    const effectThen = await counted(cloud)
    const next = await invoke(cloud)

    expect([struck.answer, effectThen, next.answer]).toEqual([expect.stringMatching(answer), effect, 'ok'])
    expect(cloud.faults.list()).toMatchObject([{ hits: 1, matched: 2 }])
  })

  it('latency: waits first, and takes effect although the function is gone by then', async () => {
    const cloud = await start({ ...update, kind: 'latency', delayMs: 1_500 })

    const struck = await invoke(cloud)
    const effectThen = await counted(cloud)

    expect([struck.errorType, effectThen]).toEqual(['Sandbox.Timedout', 0])
    await until(async () => (await counted(cloud)) === 1)
  })

  it.each([
    ['before', 0],
    ['after', 1],
  ] as const)(
    'crash %s it takes effect: the environment that makes it is gone, the others are not',
    async (when, effect) => {
      const cloud = await start({ ...update, kind: 'crash', when, skip: 1 })
      await invoke(cloud)

      const struck = await invoke(cloud)
      const effectThen = await counted(cloud)
      const next = await invoke(cloud)

      expect([struck.errorType, effectThen]).toEqual(['Runtime.ExitError', 1 + effect])
      expect(next).toMatchObject({ answer: 'ok', calls: 1 })
    },
  )
})

describe('a fault of an invocation', () => {
  const where = { function: 'count', times: 1 } as const

  it.each<[string, FaultInput, string, number]>([
    ['error: the handler does not run', { ...where, kind: 'error', errorName: 'Oops' }, 'Oops', 0],
    [
      'lost response: it ran, its caller sees a failure',
      { ...where, kind: 'lost-response' },
      'Sandbox.ConnectionLost',
      1,
    ],
    ['crash before: it did not run', { ...where, kind: 'crash' }, 'Runtime.ExitError', 0],
    ['crash after: it ran', { ...where, kind: 'crash', when: 'after' }, 'Runtime.ExitError', 1],
    ['latency beyond its time-out', { ...where, kind: 'latency', delayMs: 60_000 }, 'Sandbox.Timedout', 0],
  ])('%s', async (_title, fault, errorType, effect) => {
    const cloud = await start(fault)

    const struck = await invoke(cloud)

    expect(struck).toMatchObject({ errorType, FunctionError: 'Unhandled' })
    expect(await counted(cloud)).toBe(effect)
    // Of the environment that ran and lives on it is the second call.
    const calls = errorType === 'Sandbox.ConnectionLost' ? 2 : 1
    expect(await invoke(cloud)).toMatchObject({ answer: 'ok', calls })
  })

  it('throttle: refused as a function without concurrency is', async () => {
    const cloud = await start({ ...where, kind: 'throttle' })

    const struck = await invoke(cloud).catch((error) => error.name)

    expect([struck, await counted(cloud)]).toEqual(['TooManyRequestsException', 0])
  })

  it('is of any source: a request gets a 5xx, a message of a queue comes again', async () => {
    const cloud = await start()
    // Loaded: a busy machine may take longer for that than the function's second, and the message would come once more.
    await invoke(cloud)
    cloud.faults.add({ kind: 'error', function: 'count', times: 2 })

    const { status } = await fetch(`${cloud.url}/count`, { method: 'POST' })
    const targetArn = `arn:aws:sqs:${cloud.cloud.region}:${cloud.cloud.accountId}:work`
    await cloud.cloud.deliver({ targetArn, payload: '{}', principal: { kind: 'root' } })

    expect(status).toBe(500)
    await until(async () => (await counted(cloud)) === 2)
    expect(cloud.faults.list()).toMatchObject([{ hits: 2, matched: 3 }])
  })
})

describe('a fault of a delivery', () => {
  it('is that of the service that gets it', async () => {
    const cloud = await start({ kind: 'error', service: 'sqs', operation: 'SendMessage', times: 1 })
    const targetArn = `arn:aws:sqs:${cloud.cloud.region}:${cloud.cloud.accountId}:work`
    const deliver = () => cloud.cloud.deliver({ targetArn, payload: '{}', principal: { kind: 'root' } })

    await expect(deliver()).rejects.toMatchObject({ code: 'InternalServerError', status: 500 })
    await deliver()

    await until(async () => (await counted(cloud)) === 1)
  })
})

describe('/_local/api/faults', () => {
  const json = { 'content-type': 'application/json' }

  it('switches on, lists with hits, and switches off', async () => {
    const cloud = await start()
    const faults = `${cloud.url}/_local/api/faults`

    const added = await fetch(faults, {
      method: 'POST',
      headers: json,
      body: JSON.stringify({ kind: 'error', function: 'count' }),
    })
    const { fault } = (await added.json()) as { fault: { id: string } }
    const struck = await invoke(cloud)
    const listed = await (await fetch(faults)).json()
    const removed = await fetch(`${faults}/${fault.id}`, { method: 'DELETE' })

    expect([added.status, struck.errorType, removed.status]).toEqual([201, 'InternalServerError', 204])
    expect(listed).toMatchObject({
      faults: [{ id: fault.id, kind: 'error', hits: 1, hitsBy: [{ function: 'count', hits: 1 }] }],
    })
    expect(await invoke(cloud)).toMatchObject({ answer: 'ok' })
    expect((await fetch(faults, { method: 'DELETE' })).status).toBe(204)
  })

  it.each<[string, string, RequestInit, number, string]>([
    ['what is no fault', '', { method: 'POST', headers: json, body: '{"kind":"explode"}' }, 400, 'INVALID_FAULT'],
    ['what is no JSON', '', { method: 'POST', headers: json, body: '{' }, 400, 'NOT_JSON'],
    [
      'what a page of another origin could send',
      '',
      { method: 'POST', body: '{"kind":"error","service":"ses"}' },
      415,
      'NOT_JSON',
    ],
    ['an unknown id', '/fault-9', { method: 'DELETE' }, 404, 'NO_SUCH_FAULT'],
    ['other methods', '', { method: 'PUT' }, 405, 'METHOD_NOT_ALLOWED'],
  ])('refuses %s', async (_title, path, init, status, code) => {
    const cloud = await start()

    const answer = await fetch(`${cloud.url}/_local/api/faults${path}`, init)

    expect([answer.status, await answer.json()]).toEqual([status, expect.objectContaining({ status, code })])
    expect(cloud.faults.list()).toEqual([])
  })
})
