/** What the template says of a table, in the words of the DynamoDB API. */
import type { Resource } from '../types.ts'

export interface KeyElement {
  readonly AttributeName: string
  readonly KeyType: 'HASH' | 'RANGE'
}

export interface IndexSpec {
  readonly IndexName: string
  readonly KeySchema: readonly KeyElement[]
  readonly Projection?: { readonly ProjectionType?: string; readonly NonKeyAttributes?: readonly string[] }
}

export interface TableSpec {
  readonly name: string
  readonly arn: string
  /** The ARN that the template's StreamArn attribute gives. */
  readonly streamArn: string
  readonly where: string
  readonly keySchema: readonly KeyElement[]
  readonly attributes: readonly { readonly AttributeName: string; readonly AttributeType: string }[]
  readonly globalIndexes: readonly IndexSpec[]
  readonly localIndexes: readonly IndexSpec[]
  readonly streamViewType?: string
  readonly ttlAttribute?: string
}

/** AWS labels a stream with its time of creation; here it is the same in every run. */
export const streamArnOf = (tableArn: string) => `${tableArn}/stream/2026-01-01T00:00:00.000`

/** `arn:aws:dynamodb:…:table/<name>/…` or a plain name. */
export const tableNameOf = (nameOrArn: string) => (nameOrArn.startsWith('arn:') ? nameOrArn.split('/')[1]! : nameOrArn)

export function tableSpec({ stack, logicalId, physicalId, arn, properties }: Resource): TableSpec {
  const stream = properties.StreamSpecification as { StreamViewType?: string } | undefined
  const ttl = properties.TimeToLiveSpecification as { AttributeName?: string; Enabled?: boolean | string } | undefined
  const indexes = (value: unknown) =>
    ((value as IndexSpec[] | undefined) ?? []).map(({ IndexName, KeySchema, Projection }) => ({
      IndexName,
      KeySchema,
      Projection,
    }))
  return {
    name: physicalId,
    arn,
    streamArn: streamArnOf(arn),
    where: `${stack}/${logicalId}`,
    keySchema: properties.KeySchema as KeyElement[],
    attributes: properties.AttributeDefinitions as TableSpec['attributes'],
    globalIndexes: indexes(properties.GlobalSecondaryIndexes),
    localIndexes: indexes(properties.LocalSecondaryIndexes),
    streamViewType: stream?.StreamViewType,
    ttlAttribute: String(ttl?.Enabled) === 'true' ? ttl?.AttributeName : undefined,
  }
}
