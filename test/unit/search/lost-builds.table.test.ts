import { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals'
import { mockClient } from 'aws-sdk-client-mock'
import { handler as restartLostBuilds } from '../../../functions/search/schedules/restart-lost-builds/handler.ts'
import { beginBuild, getChanges, markChanged, requestBuild, settleChanges } from '../../../functions/search/table.ts'
import { startTable } from '../../support/dynamodb.ts'

let table: Awaited<ReturnType<typeof startTable>>
const sqs = mockClient(SQSClient)
const asked = () => sqs.commandCalls(SendMessageCommand).length

beforeAll(async () => {
  table = await startTable()
  process.env.QUEUE_BUILD_INDEX = 'http://queue'
})
afterAll(() => table.stop())
beforeEach(() => {
  sqs.reset()
})

describe('A changed product whose build was lost', () => {
  it('is built by the schedule, without another change', async () => {
    await markChanged(['p1'], 'mark-1')
    await requestBuild(new Date())
    // The build begins, and fails for good: its message is in the dead-letter queue.
    await beginBuild(new Date())

    await restartLostBuilds()

    expect(asked()).toBe(1)
  })

  it('is left to the build that is on its way', async () => {
    await requestBuild(new Date())

    await restartLostBuilds()

    expect(asked()).toBe(0)
  })

  it('costs nothing more once it is in the index', async () => {
    await settleChanges(await getChanges())
    await beginBuild(new Date())

    await restartLostBuilds()

    expect(asked()).toBe(0)
  })
})
