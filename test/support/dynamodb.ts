/** A real table for tests of `table.ts` and of handlers. */
import { randomUUID } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { CreateTableCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb'
import { DynamoDBDocumentClient, paginateScan } from '@aws-sdk/lib-dynamodb'
import { startEngine } from '../../localstack/embedded/dynamodb/engine.ts'
import { startSecret } from './secrets.ts'

const silent = { info() {}, warn() {}, error() {} }

const key = (name: string, type: 'HASH' | 'RANGE') => ({ AttributeName: name, KeyType: type })

/**
 * Starts an engine, makes a table with pk, sk, gsi1, gsi2 and gsi3, with a key for cursors, and points the kit at them. Call `stop` at the end.
 * Await it before the first request of any client.
 */
export async function startTable(): Promise<{ readonly tableName: string; stop(): Promise<void> }> {
  const folder = mkdtempSync(join(tmpdir(), 'tradewind-table-'))
  const engine = await startEngine(join(folder, 'test.db'), silent, folder)
  const secret = await startSecret()
  const tableName = `test-${randomUUID()}`
  Object.assign(process.env, {
    AWS_REGION: 'us-east-1',
    AWS_ACCESS_KEY_ID: 'test',
    AWS_SECRET_ACCESS_KEY: 'test',
    AWS_ENDPOINT_URL_DYNAMODB: engine.url,
    TABLE_NAME: tableName,
  })
  const client = new DynamoDBClient({})
  await client.send(
    new CreateTableCommand({
      TableName: tableName,
      BillingMode: 'PAY_PER_REQUEST',
      KeySchema: [key('pk', 'HASH'), key('sk', 'RANGE')],
      AttributeDefinitions: ['pk', 'sk', 'gsi1pk', 'gsi1sk', 'gsi2pk', 'gsi2sk', 'gsi3pk', 'gsi3sk'].map((name) => ({
        AttributeName: name,
        AttributeType: 'S',
      })),
      GlobalSecondaryIndexes: ['gsi1', 'gsi2', 'gsi3'].map((index) => ({
        IndexName: index,
        KeySchema: [key(`${index}pk`, 'HASH'), key(`${index}sk`, 'RANGE')],
        Projection: { ProjectionType: 'ALL' },
      })),
    }),
  )
  client.destroy()
  const stop = async () => {
    await Promise.all([engine.stop(), secret.stop()])
    rmSync(folder, { recursive: true, force: true })
  }
  return { tableName, stop }
}

/** Every item, to show what is in the table and what is not. */
export async function allItems(TableName: string): Promise<Record<string, unknown>[]> {
  const client = DynamoDBDocumentClient.from(new DynamoDBClient({}))
  const items: Record<string, unknown>[] = []
  for await (const page of paginateScan({ client }, { TableName, ConsistentRead: true }))
    items.push(...(page.Items ?? []))
  client.destroy()
  return items
}
