/** Reads the engine's streams for event source mappings, through the DynamoDB Streams API. */
import type { StreamBatch, StreamRecord, StreamSource } from '../lambda/stream-source.ts'
import { AwsError } from '../types.ts'
import type { EngineClient } from './client.ts'
import { type TableSpec, tableNameOf } from './table-spec.ts'

export interface Streams extends StreamSource {
  /** Call after a write to the table. */
  wake(table: string): void
  /** Marks a coming REMOVE record as done by DynamoDB itself. */
  expired(table: string, keys: Readonly<Record<string, unknown>>): void
  /** Sequence numbers by table up to which every consumer has read; tables that may not be trimmed are absent. */
  consumedByTable(): Map<string, bigint>
}

interface Consumer {
  readonly wake: () => void
  sequence?: bigint
}

interface EngineRecord {
  readonly eventID: string
  readonly eventName: StreamRecord['eventName']
  readonly userIdentity?: { PrincipalId?: string; Type?: string; principalId?: string; type?: string }
  readonly dynamodb: StreamRecord['dynamodb']
}

interface Position {
  /** Of the engine's stream: another label means another table under the same name. */
  readonly label: string
  readonly shardId?: string
  readonly sequence?: string
}

const identityLifetimeMs = 60_000
const parse = (text: string): Position => JSON.parse(text) as Position

export function createStreams(
  client: () => EngineClient,
  tables: ReadonlyMap<string, TableSpec>,
  region: () => string,
): Streams {
  const engineStreams = new Map<string, { arn: string; label: string }>()
  const iterators = new Map<string, string>()
  const consumers = new Map<string, Map<string, Consumer>>()
  const expirations = new Map<string, number>()

  async function engineStream(table: string) {
    const known = engineStreams.get(table)
    if (known) return known
    const { Table } = await client().call<{ Table: { LatestStreamArn: string; LatestStreamLabel: string } }>(
      'DescribeTable',
      { TableName: table },
    )
    const found = { arn: Table.LatestStreamArn, label: Table.LatestStreamLabel }
    engineStreams.set(table, found)
    return found
  }

  async function shards(StreamArn: string) {
    const { StreamDescription } = await client().call<{ StreamDescription: { Shards?: { ShardId: string }[] } }>(
      'DescribeStream',
      { StreamArn },
    )
    return (StreamDescription.Shards ?? []).map(({ ShardId }) => ShardId)
  }

  async function iterator(StreamArn: string, ShardId: string, sequence?: string): Promise<string> {
    const start = sequence
      ? { ShardIteratorType: 'AFTER_SEQUENCE_NUMBER', SequenceNumber: sequence }
      : { ShardIteratorType: 'TRIM_HORIZON' }
    const input = { StreamArn, ShardId, ...start }
    return (await client().call<{ ShardIterator: string }>('GetShardIterator', input)).ShardIterator
  }

  async function read(streamArn: string, text: string | undefined, limit: number): Promise<StreamBatch> {
    const table = tableNameOf(streamArn)
    const { arn, label } = await engineStream(table)
    const saved = text === undefined ? { label } : parse(text)
    let position: Position = saved.label === label ? saved : { label }
    if (!position.shardId) {
      const [shardId] = await shards(arn)
      if (!shardId) return { records: [], position: JSON.stringify(position) }
      position = { label, shardId }
    }
    const key = `${streamArn} ${JSON.stringify(position)}`
    const { Records, NextShardIterator } = await getRecords(arn, position, iterators.get(key), limit)
    iterators.delete(key)

    const last = Records.at(-1)?.dynamodb.SequenceNumber
    let next: Position = { ...position, ...(last && { sequence: last }) }
    if (!NextShardIterator && Records.length === 0) {
      const all = await shards(arn)
      const following = all[all.indexOf(position.shardId!) + 1]
      if (following) next = { label, shardId: following }
    }
    const nextText = JSON.stringify(next)
    if (NextShardIterator) iterators.set(`${streamArn} ${nextText}`, NextShardIterator)
    return { records: Records.map((record) => asReceived(record, streamArn, table)), position: nextText }
  }

  async function getRecords(arn: string, position: Position, known: string | undefined, limit: number) {
    type Output = { Records: EngineRecord[]; NextShardIterator?: string }
    const Limit = Math.min(limit, 1000)
    const get = async (ShardIterator: string) => client().call<Output>('GetRecords', { ShardIterator, Limit })
    try {
      return await get(known ?? (await iterator(arn, position.shardId!, position.sequence)))
    } catch (error) {
      if (!(error instanceof AwsError)) throw error
      if (error.code === 'ExpiredIteratorException')
        return get(await iterator(arn, position.shardId!, position.sequence))
      if (error.code === 'TrimmedDataAccessException') return get(await iterator(arn, position.shardId!))
      throw error
    }
  }

  function asReceived(record: EngineRecord, streamArn: string, table: string): StreamRecord {
    const { userIdentity, eventID, eventName, dynamodb } = record
    const byService =
      userIdentity !== undefined || (eventName === 'REMOVE' && expirations.has(expirationKey(table, dynamodb.Keys)))
    return {
      eventID,
      eventName,
      ...{ eventVersion: '1.1' },
      eventSource: 'aws:dynamodb',
      awsRegion: region(),
      dynamodb,
      eventSourceARN: streamArn,
      ...(byService && { userIdentity: { principalId: 'dynamodb.amazonaws.com', type: 'Service' } }),
    }
  }

  const consumersOf = (table: string) => consumers.get(table) ?? new Map<string, Consumer>()

  return {
    read,
    async latest(streamArn) {
      let batch = await read(streamArn, undefined, 1000)
      while (batch.records.length > 0) batch = await read(streamArn, batch.position, 1000)
      return batch.position
    },
    onWrite(streamArn, consumer, wake) {
      const table = tableNameOf(streamArn)
      if (!tables.has(table)) throw new Error(`There is no table for the stream ${streamArn}`)
      consumers.set(table, consumersOf(table).set(consumer, { wake }))
    },
    consumed(streamArn, name, position) {
      const consumer = consumersOf(tableNameOf(streamArn)).get(name)
      const { sequence } = parse(position)
      if (consumer && sequence) consumer.sequence = BigInt(sequence)
    },
    wake(table) {
      for (const consumer of consumersOf(table).values()) consumer.wake()
    },
    expired(table, keys) {
      const now = Date.now()
      // Oldest first: a sweep of thousands of rows must not look at all of them for each.
      for (const [key, until] of expirations) {
        if (until >= now) break
        expirations.delete(key)
      }
      const key = expirationKey(table, keys)
      expirations.delete(key)
      expirations.set(key, now + identityLifetimeMs)
    },
    consumedByTable() {
      const result = new Map<string, bigint>()
      for (const [table, all] of consumers) {
        const sequences = [...all.values()].map(({ sequence }) => sequence ?? 0n)
        const least = sequences.sort((a, b) => (a < b ? -1 : 1))[0] ?? 0n
        if (least > 0n) result.set(table, least)
      }
      return result
    },
  }
}

function expirationKey(table: string, keys: Readonly<Record<string, unknown>>) {
  return `${table} ${JSON.stringify(Object.entries(keys).sort(([a], [b]) => a.localeCompare(b)))}`
}
