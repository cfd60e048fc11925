/** Which IAM actions on which tables a DynamoDB call needs, as AWS evaluates it. */
import { type AwsCall, AwsError, type Cloud, type ConditionContext } from '../types.ts'
import { leadingKeys } from './leading-keys.ts'
import { type TableSpec, tableNameOf } from './table-spec.ts'

type TransactItem = Readonly<Record<string, { readonly TableName: string }>>

/** Operations on one table, whose names are read without parsing the body. */
const onOneTable = new Set([
  'DeleteItem',
  'DescribeTable',
  'DescribeTimeToLive',
  'DescribeContinuousBackups',
  'GetItem',
  'PutItem',
  'Query',
  'Scan',
  'UpdateItem',
])
const onTheAccount = new Set(['DescribeEndpoints', 'DescribeLimits', 'ListTables'])
/** Schema belongs to the template: only the operator may change it by hand. */
const ofTheOperator = new Set(['CreateTable', 'DeleteTable', 'UpdateTable', 'UpdateTimeToLive'])

const transactActions: Readonly<Record<string, string>> = {
  ConditionCheck: 'ConditionCheckItem',
  Delete: 'DeleteItem',
  Get: 'GetItem',
  Put: 'PutItem',
  Update: 'UpdateItem',
}

/** Inside an item a quote is escaped and an attribute's value is an object, so that this finds the parameter only. */
const tableNamePattern = /"TableName"\s*:\s*"([^"\\]+)"/
const indexNamePattern = /"IndexName"\s*:\s*"([^"\\]+)"/

/** @returns the names of the tables that the call touches. Throws AccessDeniedException. */
export function authorizeCall(cloud: Cloud, tables: ReadonlyMap<string, TableSpec>, call: AwsCall): string[] {
  const { operation, principal } = call
  const arnOf = (name: string) => `arn:aws:dynamodb:${cloud.region}:${cloud.accountId}:table/${name}`
  const require = (action: string, name: string, index?: string) => {
    const arn = index ? `${arnOf(name)}/index/${index}` : arnOf(name)
    cloud.authorize(principal, `dynamodb:${action}`, arn, contextOf(call, tables, name))
  }

  if (onOneTable.has(operation)) {
    const body = call.rawBody.toString('latin1')
    const name = tableNameOf(tableNamePattern.exec(body)?.[1] ?? '')
    if (name === '') throw new AwsError('ValidationException', 'The request names no table.')
    require(operation, name, indexNamePattern.exec(body)?.[1])
    return [name]
  }
  if (operation === 'TransactWriteItems' || operation === 'TransactGetItems') {
    const items = (call.input.TransactItems as TransactItem[] | undefined) ?? []
    const pairs = items.flatMap((item) => Object.entries(item).map(([kind, part]) => ({ kind, part })))
    const touched = new Set<string>()
    for (const { kind, part } of pairs) {
      const name = tableNameOf(String(part.TableName))
      touched.add(name)
      require(transactActions[kind] ?? kind, name)
    }
    return [...touched]
  }
  if (operation === 'BatchGetItem' || operation === 'BatchWriteItem') {
    const names = Object.keys((call.input.RequestItems as object | undefined) ?? {}).map(tableNameOf)
    for (const name of names) require(operation, name)
    return names
  }
  if (onTheAccount.has(operation)) {
    cloud.authorize(principal, `dynamodb:${operation}`, '*')
    return []
  }
  if (ofTheOperator.has(operation) && principal.kind === 'root') return []
  throw new AwsError('UnknownOperationException', `The local cloud does not emulate dynamodb:${operation}.`)
}

/** Values for conditions, worked out only when a policy has conditions. */
const contextOf = (call: AwsCall, tables: ReadonlyMap<string, TableSpec>, name: string): ConditionContext =>
  Object.defineProperty({}, 'dynamodb:LeadingKeys', {
    enumerable: true,
    get: () => leadingKeys(call, tables.get(name)),
  })
