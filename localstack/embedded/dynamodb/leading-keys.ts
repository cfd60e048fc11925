/** Partition key values of a call, for the policy condition key dynamodb:LeadingKeys. */
import type { AwsCall } from '../types.ts'
import { type TableSpec, tableNameOf } from './table-spec.ts'

type AttributeValue = Readonly<Record<string, string>>
type Item = Readonly<Record<string, AttributeValue>>

/** Undefined where the call has none, as a Scan. */
export function leadingKeys({ operation, input }: AwsCall, table: TableSpec | undefined): string[] {
  const key = table?.keySchema.find(({ KeyType }) => KeyType === 'HASH')?.AttributeName
  if (!table || !key) return []
  const valueIn = (item: unknown) => Object.values((item as Item | undefined)?.[key] ?? {}).slice(0, 1)
  const isOurs = (name: unknown) => tableNameOf(String(name)) === table.name

  if (operation === 'Query') return queried(input, key)
  if (operation === 'BatchGetItem') {
    const requests = Object.entries(input.RequestItems as Record<string, { Keys: unknown[] }>)
    return requests.filter(([name]) => isOurs(name)).flatMap(([, { Keys }]) => Keys.flatMap(valueIn))
  }
  if (operation === 'BatchWriteItem') {
    type Write = { PutRequest?: { Item: unknown }; DeleteRequest?: { Key: unknown } }
    const requests = Object.entries(input.RequestItems as Record<string, Write[]>)
    return requests
      .filter(([name]) => isOurs(name))
      .flatMap(([, writes]) => writes.flatMap((write) => valueIn(write.PutRequest?.Item ?? write.DeleteRequest?.Key)))
  }
  if (operation === 'TransactWriteItems' || operation === 'TransactGetItems') {
    type Part = { TableName: string; Item?: unknown; Key?: unknown }
    const parts = (input.TransactItems as Record<string, Part>[]).flatMap((item) => Object.values(item))
    return parts.filter(({ TableName }) => isOurs(TableName)).flatMap(({ Item, Key }) => valueIn(Item ?? Key))
  }
  return valueIn(input.Item ?? input.Key)
}

function queried(input: Readonly<Record<string, unknown>>, key: string): string[] {
  const names = (input.ExpressionAttributeNames ?? {}) as Record<string, string>
  const values = (input.ExpressionAttributeValues ?? {}) as Record<string, AttributeValue>
  const equalities = String(input.KeyConditionExpression ?? '').matchAll(/([#\w.-]+)\s*=\s*(:\w+)/g)
  for (const [, name = '', value = ''] of equalities) {
    if ((names[name] ?? name) === key) return Object.values(values[value] ?? {}).slice(0, 1)
  }
  return []
}
