/** Amazon DynamoDB: tables of the assembly in an engine of its own, checked by IAM, with streams and expiry. */
import { join } from 'node:path'
import type { StreamSource } from '../lambda/stream-source.ts'
import type { Cloud, Emulator } from '../types.ts'
import { authorizeCall } from './authorization.ts'
import { createEngineClient, type EngineClient } from './client.ts'
import { type Engine, startEngine } from './engine.ts'
import { ensureTable } from './ensure-table.ts'
import { type Housekeeping, openHousekeeping } from './housekeeping.ts'
import { plainItem } from './plain-item.ts'
import { resources } from './resource-support.ts'
import { createStreams, type Streams } from './streams.ts'
import { type TableSpec, tableSpec } from './table-spec.ts'

const writes = new Set(['BatchWriteItem', 'DeleteItem', 'PutItem', 'TransactWriteItems', 'UpdateItem'])
const trimEveryMs = 2_000
/** AWS deletes within days; a developer wants to see it happen. */
const expireEveryMs = 5_000

export interface DynamoDb extends Emulator {
  readonly streams: StreamSource
}

export function dynamodb(): DynamoDb {
  const tables = new Map<string, TableSpec>()
  const timers: NodeJS.Timeout[] = []
  let cloud: Cloud
  let engine: Engine | undefined
  let client: EngineClient
  const streams: Streams = createStreams(
    () => client,
    tables,
    () => cloud.region,
  )
  let housekeeping: Housekeeping | undefined

  function trim() {
    for (const [table, sequence] of streams.consumedByTable()) {
      // The engine holds the lock: the next round comes soon.
      ignoringLocks(() => housekeeping?.trim(table, sequence))
    }
  }

  async function expire() {
    const now = Math.floor(Date.now() / 1000)
    for (const table of tables.values()) {
      const { ttlAttribute } = table
      if (!ttlAttribute || !housekeeping) continue
      for (const item of ignoringLocks(() => housekeeping?.expired(table, now)) ?? []) {
        const Key = Object.fromEntries(table.keySchema.map(({ AttributeName }) => [AttributeName, item[AttributeName]]))
        streams.expired(table.name, Key)
        await client
          .call('DeleteItem', {
            TableName: table.name,
            Key,
            ConditionExpression: '#ttl = :seen',
            ExpressionAttributeNames: { '#ttl': ttlAttribute },
            ExpressionAttributeValues: { ':seen': item[ttlAttribute] },
          })
          // Changed meanwhile: it lives on.
          .catch(() => {})
        streams.wake(table.name)
      }
    }
  }

  return {
    name: 'dynamodb',
    resources,
    protocol: { kind: 'json', targetPrefix: 'DynamoDB_20120810', contentType: 'application/x-amz-json-1.0' },
    streams,

    async prepare(theCloud) {
      cloud = theCloud
      for (const type of ['AWS::DynamoDB::Table', 'AWS::DynamoDB::GlobalTable']) {
        for (const resource of cloud.resources(type)) tables.set(resource.physicalId, tableSpec(resource))
      }
      if (tables.size === 0) return
      engine = await startEngine(
        join(cloud.dataFolder, 'dynamodb.sqlite'),
        cloud.log,
        cloud.ephemeral ? cloud.dataFolder : '',
      )
      client = createEngineClient(engine.url)
      for (const table of tables.values()) await ensureTable(client, table)
      if (engine.file) housekeeping = openHousekeeping(engine.file, tables.values())
    },
    async start() {
      if (!housekeeping) return
      timers.push(setInterval(trim, trimEveryMs).unref())
      timers.push(
        setInterval(() => expire().catch((error) => cloud.log.error('Expiry broke', error)), expireEveryMs).unref(),
      )
    },
    async stop() {
      for (const timer of timers) clearInterval(timer)
      housekeeping?.close()
      client?.close()
      await engine?.stop()
    },

    async handle(call) {
      const touched = authorizeCall(cloud, tables, call)
      const answer = await client.forward(call.headers, call.rawBody)
      if (answer.status === 200 && writes.has(call.operation)) for (const name of touched) streams.wake(name)
      if (call.operation !== 'DescribeTable') return answer
      const body = answer.body
        .toString()
        .replace(/arn:aws:dynamodb:[^:]*:\d*:/g, `arn:aws:dynamodb:${cloud.region}:${cloud.accountId}:`)
      return {
        status: answer.status,
        headers: { 'content-type': call.headers['content-type']! },
        body: Buffer.from(body),
      }
    },

    forget() {
      for (const [table, sequence] of streams.consumedByTable()) housekeeping?.trim(table, sequence)
      if (housekeeping?.compact() === false)
        cloud.log.warn('The tables’ file is too large to take deleted data out of it')
    },

    views: {
      async tables({ rest: [name], query }) {
        if (name === undefined) {
          const items = [...tables.values()].map(async (table) => ({
            name: table.name,
            itemCount: housekeeping?.count(table.name) ?? (await engineCount(client, table.name)),
            streamEnabled: table.streamViewType !== undefined,
          }))
          return { items: await Promise.all(items) }
        }
        if (!tables.has(name)) return undefined
        const Limit = Math.min(Math.max(Number(query.get('limit')) || 50, 1), 1000)
        const { Items } = await client.call<{ Items: Record<string, object>[] }>('Scan', { TableName: name, Limit })
        return { items: Items.map(plainItem) }
      },
    },
  }
}

function ignoringLocks<Result>(work: () => Result): Result | undefined {
  try {
    return work()
  } catch (error) {
    if (/locked|busy/.test((error as Error).message)) return undefined
    throw error
  }
}

const engineCount = async (client: EngineClient, TableName: string) =>
  (await client.call<{ Count: number }>('Scan', { TableName, Select: 'COUNT' })).Count
