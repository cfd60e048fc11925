import { InvokeCommand } from '@aws-sdk/client-lambda'
import { describe, expect, it } from '@jest/globals'
import { aFunction, aRole, getAtt, ref, type TemplateResource } from '../support/assembly.ts'
import { aLambdaClient } from '../support/clients.ts'
import { aCloud, until } from '../support/cloud.ts'

const failing = `let calls = 0
export const handler = async (event) => { calls++; console.log('call', calls); if (event.fail) throw new Error('failed'); return { calls, event } }`

const aQueue = (name: string): TemplateResource => ({ Type: 'AWS::SQS::Queue', Properties: { QueueName: name } })

const aFunctionCloud = (properties: object = {}, resources: Record<string, TemplateResource> = {}) =>
  aCloud(
    {
      Resources: {
        Role: aRole([{ Effect: 'Allow', Action: 'sqs:SendMessage', Resource: '*' }]),
        Caller: aRole([{ Effect: 'Allow', Action: 'lambda:InvokeFunction', Resource: getAtt('Handler') }]),
        Handler: aFunction('handler', { FunctionName: 'it', ...properties }),
        Api: { Type: 'AWS::ApiGatewayV2::Api', Properties: { Name: 'api', ProtocolType: 'HTTP' } },
        ...resources,
      },
    },
    { handler: failing },
  )

interface Queue {
  readonly name: string
  readonly messages: readonly { readonly body: string; readonly attributes?: Readonly<Record<string, unknown>> }[]
}

const firstMessage = (url: string, queue: string) =>
  until(async () => {
    const { items } = (await (await fetch(`${url}/_local/api/queues`)).json()) as { items: Queue[] }
    return items.find(({ name }) => name === queue)?.messages[0]
  })

describe('Invoke with the real SDK', () => {
  it('returns the result of the function', async () => {
    const client = aLambdaClient(await aFunctionCloud())

    const answer = await client.send(new InvokeCommand({ FunctionName: 'it', Payload: '{"a":1}' }))

    expect(answer.StatusCode).toBe(200)
    expect(answer.FunctionError).toBeUndefined()
    expect(JSON.parse(answer.Payload!.transformToString())).toEqual({ calls: 1, event: { a: 1 } })
  })

  it('returns the error of the function, and its log when asked', async () => {
    const client = aLambdaClient(await aFunctionCloud())

    const answer = await client.send(new InvokeCommand({ FunctionName: 'it', Payload: '{"fail":1}', LogType: 'Tail' }))

    expect(answer).toMatchObject({ StatusCode: 200, FunctionError: 'Unhandled' })
    expect(JSON.parse(answer.Payload!.transformToString())).toMatchObject({
      errorType: 'Error',
      errorMessage: 'failed',
    })
    expect(Buffer.from(answer.LogResult!, 'base64').toString()).toBe('call 1')
  })

  it('of a function that does not exist is ResourceNotFoundException', async () => {
    const client = aLambdaClient(await aFunctionCloud())

    const answer = client.send(new InvokeCommand({ FunctionName: 'nobody' }))

    await expect(answer).rejects.toMatchObject({
      name: 'ResourceNotFoundException',
      $metadata: { httpStatusCode: 404 },
    })
  })

  it('is refused without the permission of the role', async () => {
    const running = await aFunctionCloud()
    const role = running.cloud.resources('AWS::IAM::Role').find(({ logicalId }) => logicalId === 'Role')!.arn
    const caller = running.cloud.resources('AWS::IAM::Role').find(({ logicalId }) => logicalId === 'Caller')!.arn

    const refused = aLambdaClient(running, role).send(new InvokeCommand({ FunctionName: 'it' }))
    const allowed = aLambdaClient(running, caller).send(new InvokeCommand({ FunctionName: 'it' }))

    await expect(refused).rejects.toMatchObject({ name: 'AccessDeniedException', $metadata: { httpStatusCode: 403 } })
    await expect(allowed).resolves.toMatchObject({ StatusCode: 200 })
  })

  it('as a dry run only checks', async () => {
    const client = aLambdaClient(await aFunctionCloud())

    const answer = await client.send(new InvokeCommand({ FunctionName: 'it', InvocationType: 'DryRun' }))

    expect(answer.StatusCode).toBe(204)
  })

  it('of a function with a reserved concurrency of 0 is throttled', async () => {
    const client = aLambdaClient(await aFunctionCloud({ ReservedConcurrentExecutions: 0 }))

    const answer = client.send(new InvokeCommand({ FunctionName: 'it' }))

    await expect(answer).rejects.toMatchObject({ name: 'TooManyRequestsException' })
  })
})

describe('event invocations', () => {
  const config = (properties: object): Record<string, TemplateResource> => ({
    Config: {
      Type: 'AWS::Lambda::EventInvokeConfig',
      Properties: { FunctionName: ref('Handler'), Qualifier: '$LATEST', ...properties },
    },
    Failed: aQueue('failed'),
    Succeeded: aQueue('succeeded'),
  })

  it('are accepted at once, retried, and then handed to the on-failure destination', async () => {
    const running = await aFunctionCloud(
      {},
      config({ MaximumRetryAttempts: 1, DestinationConfig: { OnFailure: { Destination: getAtt('Failed') } } }),
    )

    const answer = await aLambdaClient(running).send(
      new InvokeCommand({ FunctionName: 'it', InvocationType: 'Event', Payload: '{"fail":1}' }),
    )

    expect(answer.StatusCode).toBe(202)
    const message = await firstMessage(running.url, 'failed')
    expect(JSON.parse(message.body)).toMatchObject({
      requestContext: { condition: 'RetriesExhausted', approximateInvokeCount: 2 },
      requestPayload: { fail: 1 },
      responsePayload: { errorMessage: 'failed' },
    })
  })

  it('hand their result to the on-success destination', async () => {
    const running = await aFunctionCloud(
      {},
      config({ DestinationConfig: { OnSuccess: { Destination: getAtt('Succeeded') } } }),
    )

    await aLambdaClient(running).send(new InvokeCommand({ FunctionName: 'it', InvocationType: 'Event', Payload: '{}' }))

    const message = await firstMessage(running.url, 'succeeded')
    expect(JSON.parse(message.body)).toMatchObject({
      requestContext: { condition: 'Success' },
      responsePayload: { calls: 1 },
    })
  })

  it('go to the dead-letter queue as they came', async () => {
    const running = await aFunctionCloud(
      { DeadLetterConfig: { TargetArn: getAtt('Failed') } },
      config({ MaximumRetryAttempts: 0 }),
    )

    await aLambdaClient(running).send(
      new InvokeCommand({ FunctionName: 'it', InvocationType: 'Event', Payload: '{"fail":1,"n":7}' }),
    )

    const message = await firstMessage(running.url, 'failed')
    expect(JSON.parse(message.body)).toEqual({ fail: 1, n: 7 })
  })
})
