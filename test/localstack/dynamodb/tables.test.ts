import { mkdtempSync, readdirSync, readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import {
  BatchGetItemCommand,
  DescribeTableCommand,
  GetItemCommand,
  PutItemCommand,
  QueryCommand,
  ScanCommand,
  TransactWriteItemsCommand,
} from '@aws-sdk/client-dynamodb'
import { describe, expect, it } from '@jest/globals'
import { startCloud } from '../../../localstack/embedded/index.ts'
import { anAssembly, aTable, removeFolder } from '../support/assembly.ts'
import { aDynamoDbClient } from '../support/clients.ts'
import { aCloud, atEnd, until } from '../support/cloud.ts'

const quiet = { info() {}, warn() {}, error() {} }
const byOwner = {
  AttributeDefinitions: [
    { AttributeName: 'pk', AttributeType: 'S' },
    { AttributeName: 'owner', AttributeType: 'S' },
  ],
  GlobalSecondaryIndexes: [
    {
      IndexName: 'byOwner',
      KeySchema: [{ AttributeName: 'owner', KeyType: 'HASH' }],
      Projection: { ProjectionType: 'ALL' },
    },
  ],
}
const things = (properties: object = {}) => ({ Resources: { Table: aTable({ TableName: 'things', ...properties }) } })

function aDataFolder() {
  const folder = mkdtempSync(join(tmpdir(), 'data-'))
  atEnd(() => removeFolder(folder))
  return folder
}

async function start(table: object, dataFolder: string) {
  const assembly = anAssembly({ Test: table })
  atEnd(() => removeFolder(assembly))
  const running = await startCloud({ assembly, dataFolder, log: quiet })
  atEnd(() => running.stop())
  return running
}

const put = new PutItemCommand({ TableName: 'things', Item: { pk: { S: 'a' }, owner: { S: 'ann' } } })
const get = new GetItemCommand({ TableName: 'things', Key: { pk: { S: 'a' } } })

describe('tables', () => {
  it('have the keys and indexes of the template', async () => {
    const client = aDynamoDbClient(await aCloud(things(byOwner)))
    await client.send(put)

    const { Items } = await client.send(
      new QueryCommand({
        TableName: 'things',
        IndexName: 'byOwner',
        KeyConditionExpression: '#o = :o',
        ExpressionAttributeNames: { '#o': 'owner' },
        ExpressionAttributeValues: { ':o': { S: 'ann' } },
      }),
    )

    expect(Items).toEqual([{ pk: { S: 'a' }, owner: { S: 'ann' } }])
  })

  it('describe themselves with the ARN of the template', async () => {
    const running = await aCloud(things())

    const { Table } = await aDynamoDbClient(running).send(new DescribeTableCommand({ TableName: 'things' }))

    expect(Table?.TableArn).toBe('arn:aws:dynamodb:eu-west-1:000000000000:table/things')
  })

  it('refuse a transaction whose condition fails, with its reasons', async () => {
    const client = aDynamoDbClient(await aCloud(things()))
    const once = { TableName: 'things', Item: { pk: { S: 'a' } }, ConditionExpression: 'attribute_not_exists(pk)' }
    await client.send(new TransactWriteItemsCommand({ TransactItems: [{ Put: once }] }))

    const again = client.send(new TransactWriteItemsCommand({ TransactItems: [{ Put: once }] }))

    await expect(again).rejects.toMatchObject({
      name: 'TransactionCanceledException',
      CancellationReasons: [{ Code: 'ConditionalCheckFailed' }],
    })
  })

  it('answer errors of the engine as the SDK knows them', async () => {
    const client = aDynamoDbClient(await aCloud(things()))

    const missing = client.send(new BatchGetItemCommand({ RequestItems: { nobody: { Keys: [{ pk: { S: 'a' } }] } } }))

    await expect(missing).rejects.toMatchObject({ name: 'ResourceNotFoundException' })
  })

  it('survive a restart, and an ephemeral run leaves nothing behind', async () => {
    const folder = aDataFolder()
    const first = await start(things(), folder)
    await aDynamoDbClient(first).send(put)
    await first.stop()

    const second = await start(things(), folder)

    expect((await aDynamoDbClient(second).send(get)).Item).toEqual({ pk: { S: 'a' }, owner: { S: 'ann' } })
    const ephemeral = await aCloud(things())
    const parent = join(ephemeral.cloud.dataFolder, '..')
    await ephemeral.stop()
    expect(readdirSync(parent)).not.toContain(ephemeral.cloud.dataFolder.split('/').at(-1))
  })

  it('get a new index in place, filled with the items there are', async () => {
    const folder = aDataFolder()
    const first = await start(things(), folder)
    await aDynamoDbClient(first).send(put)
    await first.stop()

    const second = await start(things(byOwner), folder)

    const { Items } = await aDynamoDbClient(second).send(new ScanCommand({ TableName: 'things', IndexName: 'byOwner' }))
    expect(Items).toHaveLength(1)
  })

  it('with other keys than before stop the start and say what to do', async () => {
    const folder = aDataFolder()
    await (await start(things(), folder)).stop()
    const otherKey = {
      AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }],
      KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
    }

    await expect(start(things(otherKey), folder)).rejects.toThrow(
      /things exists with other keys.*Remove the data folder/,
    )
  })

  it('cannot be used by two local clouds at once', async () => {
    const folder = aDataFolder()
    await start(things(), folder)

    await expect(start(things(), folder)).rejects.toThrow('Another local cloud is running on')
  })

  it('come back when the engine dies, with what was written', async () => {
    const running = await aCloud(things())
    const client = aDynamoDbClient(running)
    await client.send(put)
    const file = join(running.cloud.dataFolder, 'dynamodb.sqlite')
    const pid = readdirSync('/proc').find((name) => {
      try {
        const [command = '', ...rest] = readFileSync(`/proc/${name}/cmdline`, 'utf8').split('\0')
        return command.endsWith('dynoxide') && rest.includes(file)
      } catch {
        return false
      }
    })
    process.kill(Number(pid), 'SIGKILL')

    const item = await until(() =>
      client.send(get).then(
        ({ Item }) => Item,
        () => undefined,
      ),
    )

    expect(item).toMatchObject({ pk: { S: 'a' } })
    expect(running.messages.join('\n')).toContain('The DynamoDB engine ended')
  })

  it('delete expired items, soon', async () => {
    const client = aDynamoDbClient(
      await aCloud(things({ TimeToLiveSpecification: { AttributeName: 'expiresAt', Enabled: true } })),
    )
    const anHourAgo = String(Math.floor(Date.now() / 1000) - 3600)
    await client.send(
      new PutItemCommand({ TableName: 'things', Item: { pk: { S: 'a' }, expiresAt: { N: anHourAgo } } }),
    )
    await client.send(new PutItemCommand({ TableName: 'things', Item: { pk: { S: 'b' }, expiresAt: { S: 'text' } } }))

    await until(async () => (await client.send(get)).Item === undefined, 15_000)

    expect((await client.send(new ScanCommand({ TableName: 'things' }))).Items).toMatchObject([{ pk: { S: 'b' } }])
  })
})
