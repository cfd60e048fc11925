import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals'
import { mockClient } from 'aws-sdk-client-mock'
import { customerExports } from '../../../contracts/internal/index.ts'
import { handler as exportData } from '../../../functions/users/export/handler.ts'
import { handler as register } from '../../../functions/users/register/handler.ts'
import { startTable } from '../../support/dynamodb.ts'
import { aCustomer, send } from '../../support/http-event.ts'
import { aRegistration } from './builders.ts'

type Answer = (input: { userId: string; cursor?: string }) => object

let table: Awaited<ReturnType<typeof startTable>>
const lambda = mockClient(LambdaClient)
/** By service; each section has its service's name. */
let answers: Record<string, Answer>

beforeAll(async () => {
  table = await startTable()
  for (const { service } of customerExports) {
    process.env[`FUNCTION_${service.toUpperCase()}_EXPORT_CUSTOMER`] = service
  }
})
beforeEach(() => {
  answers = Object.fromEntries(
    customerExports.map(({ service }) => [service, () => ({ data: { [service]: [service] }, nextCursor: null })]),
  )
  lambda.reset()
  lambda.on(InvokeCommand).callsFake((request: { FunctionName: string; Payload: Uint8Array }) => {
    const input = JSON.parse(Buffer.from(request.Payload).toString())
    return { Payload: Buffer.from(JSON.stringify(answers[request.FunctionName]!(input))) }
  })
})
afterAll(async () => {
  lambda.restore()
  await table.stop()
})

async function aUser() {
  const { body } = await send(register, { body: aRegistration() })
  return { as: aCustomer(body.user.id), user: body.user }
}

describe('The export of a person’s data', () => {
  it('puts every service’s part beside the account', async () => {
    const { as, user } = await aUser()

    const { status, body } = await send(exportData, { as })

    expect(status).toBe(200)
    const parts = Object.fromEntries(customerExports.map(({ service }) => [service, [service]]))
    expect(body).toMatchObject({ user, addresses: [], sessions: [], ...parts, nextCursor: null })
  })

  it.each(customerExports.map(({ service }) => service))(
    'is refused with 503, and the word to repeat it, while %s does not answer: never silently incomplete',
    async (service) => {
      const { as } = await aUser()
      answers[service] = () => {
        throw new Error('away')
      }

      const { status, body, headers } = await send(exportData, { as })

      expect([status, body.code, headers['retry-after']]).toEqual([503, 'PROVIDER_UNAVAILABLE', '2'])
      expect(body.orders).toBeUndefined()
    },
  )

  it('goes on with what was too much for one answer, and with nothing else', async () => {
    const { as } = await aUser()
    answers.orders = ({ cursor }) => ({ data: { orders: [cursor ?? 'first'] }, nextCursor: cursor ? null : 'second' })

    const first = await send(exportData, { as })
    const second = await send(exportData, { as, query: { cursor: first.body.nextCursor } })

    expect(first.body).toMatchObject({ orders: ['first'], carts: ['carts'], nextCursor: expect.any(String) })
    const { exportedAt, ...rest } = second.body
    expect(rest).toEqual({ orders: ['second'], nextCursor: null })
  })

  it('takes no cursor of somebody else', async () => {
    const [ada, bob] = [await aUser(), await aUser()]
    answers.orders = () => ({ data: { orders: [] }, nextCursor: 'more' })
    const { body } = await send(exportData, { as: ada.as })

    const stolen = await send(exportData, { as: bob.as, query: { cursor: body.nextCursor } })

    expect([stolen.status, stolen.body.code]).toEqual([400, 'INVALID_CURSOR'])
  })
})
