/** Creates a table or brings an existing one in line with the template, keeping its items. */
import { isDeepStrictEqual } from 'node:util'
import { AwsError } from '../types.ts'
import type { EngineClient } from './client.ts'
import type { IndexSpec, KeyElement, TableSpec } from './table-spec.ts'

interface Description {
  readonly KeySchema: readonly KeyElement[]
  readonly AttributeDefinitions: TableSpec['attributes']
  readonly GlobalSecondaryIndexes?: readonly IndexSpec[]
  readonly LocalSecondaryIndexes?: readonly IndexSpec[]
  readonly StreamSpecification?: { readonly StreamEnabled?: boolean; readonly StreamViewType?: string }
}

export async function ensureTable(client: EngineClient, spec: TableSpec): Promise<void> {
  const existing = await describe(client, spec.name)
  if (existing) await alter(client, spec, existing)
  else await create(client, spec)
  const ttl = await client.call<{ TimeToLiveDescription?: { AttributeName?: string; TimeToLiveStatus?: string } }>(
    'DescribeTimeToLive',
    { TableName: spec.name },
  )
  const current =
    ttl.TimeToLiveDescription?.TimeToLiveStatus === 'ENABLED' ? ttl.TimeToLiveDescription.AttributeName : undefined
  if (current === spec.ttlAttribute) return
  const set = (AttributeName: string, Enabled: boolean) =>
    client.call('UpdateTimeToLive', { TableName: spec.name, TimeToLiveSpecification: { AttributeName, Enabled } })
  if (current) await set(current, false)
  if (spec.ttlAttribute) await set(spec.ttlAttribute, true)
}

async function describe(client: EngineClient, TableName: string): Promise<Description | undefined> {
  try {
    return (await client.call<{ Table: Description }>('DescribeTable', { TableName })).Table
  } catch (error) {
    if (error instanceof AwsError && error.code === 'ResourceNotFoundException') return undefined
    throw error
  }
}

const streamSpecification = ({ streamViewType }: TableSpec) =>
  streamViewType ? { StreamEnabled: true, StreamViewType: streamViewType } : { StreamEnabled: false }

const create = (client: EngineClient, spec: TableSpec) =>
  client.call('CreateTable', {
    TableName: spec.name,
    KeySchema: spec.keySchema,
    AttributeDefinitions: spec.attributes,
    BillingMode: 'PAY_PER_REQUEST',
    ...(spec.globalIndexes.length > 0 && { GlobalSecondaryIndexes: spec.globalIndexes }),
    ...(spec.localIndexes.length > 0 && { LocalSecondaryIndexes: spec.localIndexes }),
    ...(spec.streamViewType && { StreamSpecification: streamSpecification(spec) }),
  })

async function alter(client: EngineClient, spec: TableSpec, existing: Description): Promise<void> {
  const update = (input: object) => client.call('UpdateTable', { TableName: spec.name, ...input })
  const comparable = (indexes: readonly IndexSpec[] = []) => indexes.map(indexShape).sort()
  const typesOf = (keys: readonly KeyElement[], definitions: TableSpec['attributes']) =>
    keys.map((key) => definitions.find(({ AttributeName }) => AttributeName === key.AttributeName)?.AttributeType)
  const sameKeys =
    isDeepStrictEqual(existing.KeySchema, spec.keySchema) &&
    isDeepStrictEqual(
      typesOf(existing.KeySchema, existing.AttributeDefinitions),
      typesOf(spec.keySchema, spec.attributes),
    )
  if (!sameKeys || !isDeepStrictEqual(comparable(existing.LocalSecondaryIndexes), comparable(spec.localIndexes))) {
    throw new Error(
      `${spec.where}: the table ${spec.name} exists with other keys or local indexes, which cannot be changed in place. ` +
        'Remove the data folder to start empty (or run ephemeral), or give the table another name.',
    )
  }

  const wanted = new Map(spec.globalIndexes.map((index) => [index.IndexName, index]))
  const present = new Map((existing.GlobalSecondaryIndexes ?? []).map((index) => [index.IndexName, index]))
  const isSame = (index: IndexSpec) => {
    const other = present.get(index.IndexName)
    return other !== undefined && indexShape(other) === indexShape(index)
  }
  for (const [IndexName] of present) {
    const index = wanted.get(IndexName)
    if (!index || !isSame(index)) await update({ GlobalSecondaryIndexUpdates: [{ Delete: { IndexName } }] })
  }
  for (const index of wanted.values()) {
    if (isSame(index)) continue
    const AttributeDefinitions = spec.attributes.filter(({ AttributeName }) =>
      index.KeySchema.some((key) => key.AttributeName === AttributeName),
    )
    await update({ AttributeDefinitions, GlobalSecondaryIndexUpdates: [{ Create: index }] })
  }

  const current = existing.StreamSpecification?.StreamEnabled ? existing.StreamSpecification.StreamViewType : undefined
  if (current === spec.streamViewType) return
  if (current) await update({ StreamSpecification: { StreamEnabled: false } })
  if (spec.streamViewType) await update({ StreamSpecification: streamSpecification(spec) })
}

const indexShape = ({ IndexName, KeySchema, Projection }: IndexSpec) =>
  JSON.stringify([
    IndexName,
    KeySchema.map(({ AttributeName, KeyType }) => [AttributeName, KeyType]),
    Projection?.ProjectionType ?? 'ALL',
    [...(Projection?.NonKeyAttributes ?? [])].sort(),
  ])
