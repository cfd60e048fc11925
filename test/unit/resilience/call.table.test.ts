import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda'
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals'
import { mockClient } from 'aws-sdk-client-mock'
import * as z from 'zod/mini'
import { defineInternal } from '../../../contracts/internal-function.ts'
import { dynamodb } from '../../../functions/shared/clients/dynamodb.ts'
import { newId } from '../../../functions/shared/ids.ts'
import { call } from '../../../functions/shared/internal.ts'
import { allItems, startTable } from '../../support/dynamodb.ts'

let table: Awaited<ReturnType<typeof startTable>>
const lambda = mockClient(LambdaClient)
beforeAll(async () => {
  table = await startTable()
  process.env.SERVICE_NAME = 'tests'
})
afterEach(() => {
  lambda.reset()
})
afterAll(async () => {
  lambda.restore()
  dynamodb.destroy()
  await table.stop()
})

function aFunction() {
  const name = `f-${newId()}`.toLowerCase()
  process.env[`FUNCTION_OTHER_${name}`.toUpperCase().replaceAll('-', '_')] = `arn:${name}`
  return defineInternal({ service: 'other', name, timeoutMs: 5000, input: z.object({}), output: z.object({}) })
}
const answers = (payload: object, more: object = {}) =>
  // biome-ignore lint/suspicious/noExplicitAny: the SDK's payload type adds a method that nobody needs here.
  lambda.on(InvokeCommand).resolves({ Payload: Buffer.from(JSON.stringify(payload)) as any, ...more })
const invocations = () => lambda.commandCalls(InvokeCommand).length
const refusalOf = (contract: ReturnType<typeof aFunction>) => call(contract, {}).catch((error: unknown) => error)

describe('A call of another service’s function', () => {
  it('that fails is a 503 with Retry-After, is not repeated, and is not even made when it failed five times', async () => {
    const contract = aFunction()
    answers({ errorType: 'Error', errorMessage: 'down' }, { FunctionError: 'Unhandled' })
    const refusals = []
    for (let n = 0; n < 8; n++) refusals.push(await refusalOf(contract))

    expect(invocations()).toBe(5)
    for (const refusal of refusals) {
      expect(refusal).toMatchObject({ code: 'PROVIDER_UNAVAILABLE', status: 503 })
      expect(Number((refusal as { headers: Record<string, string> }).headers['retry-after'])).toBeGreaterThan(0)
    }
  })

  it('with an input that its contract refuses says nothing of how it is to others', async () => {
    const contract = aFunction()
    answers({ errorType: '$ZodError', errorMessage: 'invalid' }, { FunctionError: 'Unhandled' })
    for (let n = 0; n < 8; n++) await refusalOf(contract)

    expect(invocations()).toBe(8)
  })

  it('costs no write while it succeeds', async () => {
    const contract = aFunction()
    answers({})
    for (let n = 0; n < 5; n++) await call(contract, {})

    expect((await allItems(table.tableName)).filter(({ pk }) => String(pk).includes(contract.name))).toEqual([])
  })
})
