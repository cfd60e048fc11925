import { PutCommand } from '@aws-sdk/lib-dynamodb'
import { afterAll, beforeAll, expect, it } from '@jest/globals'
import { dynamodb } from '../../../functions/shared/clients/dynamodb.ts'
import { newId } from '../../../functions/shared/ids.ts'
import { listDue, shardOf, shardsOf } from '../../../functions/shared/shards.ts'
import { startTable } from '../../support/dynamodb.ts'

let started: Awaited<ReturnType<typeof startTable>>
beforeAll(async () => {
  started = await startTable()
})
afterAll(async () => {
  dynamodb.destroy()
  await started.stop()
})

it('spreads items over all partitions, so that no one partition bears all writes', () => {
  const partitions = Array.from({ length: 200 }, (_, n) => shardOf('OPEN', `${newId().slice(0, -2)}${n.toString(36)}`))
  expect(new Set(partitions)).toEqual(new Set(shardsOf('OPEN')))
})

it('lists what is due of all partitions, oldest first, no more than it is asked for', async () => {
  const second = (n: number) => new Date(Date.UTC(2026, 0, 1, 12, 0, n)).toISOString()
  for (let n = 0; n < 16; n++) {
    const id = `item-${n.toString(16)}`
    // The first was written before there were several partitions.
    const gsi1pk = n === 0 ? 'DUE' : shardOf('DUE', id)
    const Item = { pk: id, sk: 'ITEM', gsi1pk, gsi1sk: `${second(n)}#${id}` }
    await dynamodb.send(new PutCommand({ TableName: started.tableName, Item }))
  }
  const due = async (now: string, limit: number) =>
    (await listDue<{ pk: string }>('DUE', new Date(now), limit)).map(({ pk }) => pk)

  expect(await due(second(7), 100)).toEqual(['item-0', 'item-1', 'item-2', 'item-3', 'item-4', 'item-5', 'item-6'])
  expect(await due(second(60), 3)).toEqual(['item-0', 'item-1', 'item-2'])
})
