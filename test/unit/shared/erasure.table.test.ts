import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals'
import { eraseEach, eraseKeptAnswers } from '../../../functions/shared/erasure.ts'
import { idempotencyOf, keptAnswersOf } from '../../../functions/shared/http/idempotency.ts'
import { defineRoute } from '../../../functions/shared/http/route.ts'
import { transact } from '../../../functions/shared/table.ts'
import { startTable } from '../../support/dynamodb.ts'
import { anHttpEvent } from '../../support/http-event.ts'

let table: Awaited<ReturnType<typeof startTable>>
beforeAll(async () => {
  table = await startTable()
})
afterAll(() => table.stop())

const route = defineRoute({
  name: 'make',
  method: 'POST',
  path: '/api/things',
  summary: 'Make a thing',
  access: 'public',
  ownership: 'caller',
  responses: {},
  table: 'write',
  idempotency: 'required',
})

async function keepAnswer(userId: string, key: string) {
  const caller = { kind: 'user', userId, role: 'customer', sessionId: '' } as const
  const event = anHttpEvent({ method: 'POST', headers: { 'idempotency-key': key } })
  const idempotency = await idempotencyOf(route, event, caller, new Date())
  await transact([idempotency!.record({ status: 201, body: { name: 'Ada' } })])
}

describe('The answers kept for repeated requests', () => {
  it('are found and erased by the person, in one partition each, and nobody else’s', async () => {
    for (let n = 0; n < 130; n++) await keepAnswer('ada', `key-${n}`)
    await keepAnswer('bob', 'key-1')

    await eraseKeptAnswers(new Date(), 'ada')

    expect((await keptAnswersOf('ada', undefined)).items).toEqual([])
    expect((await keptAnswersOf('bob', undefined)).items).toHaveLength(1)
  })
})

describe('Erasing a collection', () => {
  const three = { items: [1, 2, 3], next: undefined }

  it('goes through all of it, chunk by chunk', async () => {
    const erase = jest.fn(async () => undefined)
    await eraseEach(new Date(), async (start) => (start ? three : { items: [0], next: { pk: 'a' } }), erase)
    expect(erase.mock.calls.flat()).toEqual([0, 1, 2, 3])
  })

  it('leaves the rest to the next run when its time is over', async () => {
    const aMinuteAgo = new Date(Date.now() - 60_000)
    const erase = jest.fn(async () => undefined)
    await expect(eraseEach(aMinuteAgo, async () => three, erase)).rejects.toMatchObject({ name: 'Unfinished' })
    expect(erase).not.toHaveBeenCalled()
  })
})
