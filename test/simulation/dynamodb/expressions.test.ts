import { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import {
  DeleteCommand,
  DynamoDBDocumentClient,
  PutCommand,
  QueryCommand,
  TransactWriteCommand,
  UpdateCommand,
} from '@aws-sdk/lib-dynamodb'
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { startTable } from '../../support/dynamodb.ts'
import { type Engine, perform } from './operations.ts'
import { Table } from './table.ts'

/** Both answer the same requests: the real engine, and the simulation's. */
let real: { send(operation: string, input: object): Promise<unknown>; stop(): Promise<void> }
let tableName: string

const commands = {
  PutItem: PutCommand,
  UpdateItem: UpdateCommand,
  DeleteItem: DeleteCommand,
  Query: QueryCommand,
  TransactWriteItems: TransactWriteCommand,
} as const

beforeAll(async () => {
  const table = await startTable()
  tableName = table.tableName
  const client = DynamoDBDocumentClient.from(new DynamoDBClient({}), {
    marshallOptions: { removeUndefinedValues: true },
  })
  real = {
    send: (operation, input) => client.send(new commands[operation as keyof typeof commands](input as never) as never),
    async stop() {
      client.destroy()
      await table.stop()
    },
  }
})

afterAll(() => real.stop())

function simulated(): { send(operation: string, input: object): Promise<unknown> } {
  const table = new Table(tableName, ['gsi1'])
  const engine: Engine = { now: 0, table: () => table, indexedAt: () => 0, staleness: () => 0, wrote: () => {} }
  return { send: async (operation, input) => perform(engine, operation, input) }
}

interface Told {
  readonly answer?: unknown
  readonly error?: string
  readonly reasons?: unknown
}

/** What a caller can see of an answer. */
async function tell(send: Promise<unknown>): Promise<Told> {
  try {
    const { Attributes, Items, LastEvaluatedKey } = (await send) as Record<string, unknown>
    return { answer: { Attributes, Items, LastEvaluatedKey } }
  } catch (error) {
    const { name, CancellationReasons } = error as {
      name: string
      CancellationReasons?: { Code: string; Item?: unknown }[]
    }
    const reasons = CancellationReasons?.map(({ Code, Item }) => ({ Code, ...(Item ? { Item } : {}) }))
    return reasons ? { error: name, reasons } : { error: name }
  }
}

let partitions = 0

/** The same requests to both, one after the other, in a partition of their own. @returns what each was told */
async function compare(requests: (pk: string) => [operation: string, input: object][]) {
  const memory = simulated()
  const pk = `P${++partitions}`
  for (const [operation, input] of requests(pk)) {
    const [expected, told] = [await tell(real.send(operation, input)), await tell(memory.send(operation, input))]
    expect({ operation, input, ...told }).toEqual({ operation, input, ...expected })
  }
}

const name = fc.constantFrom('a', 'b', 'c')
const scalar = fc.oneof(
  fc.integer({ min: -3, max: 3 }),
  fc.constantFrom('', 'x', 'xy', '2026-01-01', 'é', '\u{1f600}'),
  fc.boolean(),
  fc.constant(null),
)
const value = fc.oneof(
  { weight: 4, arbitrary: scalar },
  fc.array(scalar, { maxLength: 3 }),
  fc.record({ d: scalar, e: fc.array(scalar, { maxLength: 2 }) }, { requiredKeys: [] }),
)
const attributes = fc.dictionary(name, value, { maxKeys: 3 })

/** Expressions are made with a fresh `:v` for each value in them. */
interface Text {
  readonly text: string
  readonly values: readonly unknown[]
}
const join = (parts: readonly Text[], make: (...texts: string[]) => string): Text => ({
  text: make(...parts.map(({ text }) => text)),
  values: parts.flatMap(({ values }) => values),
})

const path = fc.oneof(
  name.map((text) => `#${text}`),
  name.map((text) => `#${text}.d`),
)
const literal = value.map((each): Text => ({ text: '?', values: [each] }))
const pathText = path.map((text): Text => ({ text, values: [] }))
/** A size is only compared with a number. */
const comparison = fc.oneof(
  fc
    .tuple(pathText, fc.constantFrom('=', '<>', '<', '<=', '>', '>='), scalar)
    .map(([left, by, right]) => join([left, { text: '?', values: [right] }], (a, b) => `${a} ${by} ${b}`)),
  fc
    .tuple(pathText, fc.constantFrom('=', '<>'), literal)
    .map(([a, by, b]) => join([a, b], (x, y) => `${x} ${by} ${y}`)),
  fc
    .tuple(pathText, fc.integer({ min: -3, max: 0 }), fc.integer({ min: 0, max: 3 }))
    .map(([a, low, high]) => join([a, { text: '? AND ?', values: [low, high] }], (x, y) => `${x} BETWEEN ${y}`)),
  path.map((text): Text => ({ text: `attribute_exists(${text})`, values: [] })),
  path.map((text): Text => ({ text: `attribute_not_exists(${text})`, values: [] })),
  path.map((text): Text => ({ text: `begins_with(${text}, ?)`, values: ['x'] })),
  fc.tuple(path, scalar).map(([text, each]): Text => ({ text: `contains(${text}, ?)`, values: [each] })),
  fc.tuple(path, fc.integer({ min: 0, max: 2 })).map(([text, n]): Text => ({ text: `size(${text}) > ?`, values: [n] })),
  fc.tuple(path, scalar, scalar).map(([text, a, b]): Text => ({ text: `${text} IN (?, ?)`, values: [a, b] })),
)
const { condition } = fc.letrec<{ condition: Text }>((tie) => ({
  condition: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    comparison,
    fc.tuple(tie('condition'), tie('condition')).map((both) => join(both, (a, b) => `(${a}) AND (${b})`)),
    fc.tuple(tie('condition'), tie('condition')).map((both) => join(both, (a, b) => `${a} OR ${b}`)),
    tie('condition').map((inner) => join([inner], (a) => `NOT (${a})`)),
  ),
}))

const change = (target: string) =>
  fc.oneof(
    literal.map((each) => join([each], (a) => `SET #${target} = ${a}`)),
    fc.integer({ min: -3, max: 3 }).map((n): Text => ({ text: `SET #${target} = #${target} + ?`, values: [n] })),
    fc.integer({ min: -3, max: 3 }).map((n): Text => ({ text: `SET #${target} = #${target} - ?`, values: [n] })),
    fc
      .tuple(literal, fc.constant(1))
      .map(([each, one]) =>
        join([each, { text: '?', values: [one] }], (a, b) => `SET #${target} = if_not_exists(#${target}, ${a}) + ${b}`),
      ),
    literal.map((each) => join([each], (a) => `SET #${target} = if_not_exists(#${target}, ${a})`)),
    fc.constant({ text: `REMOVE #${target}`, values: [] }),
    fc.integer({ min: -3, max: 3 }).map((n): Text => ({ text: `ADD #${target} ?`, values: [n] })),
  )

/** As requests say it: values and names by their placeholders. */
function said(texts: Readonly<Record<string, Text>>) {
  const values: unknown[] = []
  const expressions = Object.entries(texts).map(([field, { text, values: own }]) => {
    const first = values.length
    values.push(...own)
    let n = first
    return [field, text.replace(/\?/g, () => `:v${n++}`)] as const
  })
  const all = expressions.map(([, text]) => text).join(' ')
  const names = ['a', 'b', 'c'].filter((each) => all.includes(`#${each}`))
  return {
    ...Object.fromEntries(expressions),
    ...(names.length > 0
      ? { ExpressionAttributeNames: Object.fromEntries(names.map((each) => [`#${each}`, each])) }
      : {}),
    ...(values.length > 0
      ? { ExpressionAttributeValues: Object.fromEntries(values.map((each, n) => [`:v${n}`, each])) }
      : {}),
  }
}

const merged = (changes: readonly Text[]): Text => {
  const clauses = new Map<string, Text[]>()
  for (const { text, values } of changes) {
    const [, clause = '', rest = ''] = /^(\w+) (.*)$/.exec(text)!
    clauses.set(clause, [...(clauses.get(clause) ?? []), { text: rest, values }])
  }
  return join(
    [...clauses].map(([clause, parts]) => join(parts, (...texts) => `${clause} ${texts.join(', ')}`)),
    (...texts) => texts.join(' '),
  )
}

describe('The simulated DynamoDB', () => {
  it('refuses and changes what the real engine does, for conditions and changes of every kind the shop uses', async () => {
    const changes = fc.tuple(change('a'), change('b')).map(merged)
    await fc.assert(
      fc.asyncProperty(attributes, condition, changes, async (item, when, then) => {
        await compare((pk) => [
          ['PutItem', { TableName: tableName, Item: { pk, sk: 'S', ...item } }],
          [
            'UpdateItem',
            {
              TableName: tableName,
              Key: { pk, sk: 'S' },
              ...said({ ConditionExpression: when, UpdateExpression: then }),
              ReturnValues: 'ALL_NEW',
            },
          ],
        ])
      }),
      { numRuns: 400 },
    )
  }, 60_000)

  it('writes all or none of a transaction, and says why with the old items', async () => {
    const write = fc.record({
      sk: fc.constantFrom('S1', 'S2', 'S3'),
      when: fc.option(condition),
      kind: fc.constantFrom('put', 'update', 'delete', 'check'),
    })
    await fc.assert(
      fc.asyncProperty(
        attributes,
        fc.uniqueArray(write, { selector: ({ sk }) => sk, minLength: 1 }),
        async (item, writes) => {
          await compare((pk) => [
            ['PutItem', { TableName: tableName, Item: { pk, sk: 'S1', ...item } }],
            ['TransactWriteItems', { TransactItems: writes.map((each) => transactItem(pk, each)) }],
            [
              'Query',
              { TableName: tableName, KeyConditionExpression: 'pk = :pk', ExpressionAttributeValues: { ':pk': pk } },
            ],
          ])
        },
      ),
      { numRuns: 150 },
    )
  }, 60_000)

  it('finds what the real engine finds, by key and index, in pages, filtered, in both directions', async () => {
    const key = fc.constantFrom('A', 'B', 'B1', 'C#1', 'é', '\u{1f600}', '\uffee')
    const keyCondition = fc.oneof(
      fc
        .constantFrom('<', '<=', '>', '>=', '=')
        .chain((by) => key.map((text): Text => ({ text: `${by} ?`, values: [text] }))),
      key.map((text): Text => ({ text: 'begins_with', values: [text] })),
      fc.tuple(key, key).map((both): Text => ({ text: 'BETWEEN ? AND ?', values: [...both].sort(byBytes) })),
    )
    await fc.assert(
      fc.asyncProperty(
        fc.dictionary(key, attributes, { minKeys: 1, maxKeys: 5 }),
        keyCondition,
        fc.option(condition),
        fc.boolean(),
        fc.boolean(),
        fc.option(fc.integer({ min: 1, max: 3 })),
        async (rows, by, filter, forward, onIndex, limit) => {
          await compare((pk) => [
            ...Object.entries(rows).map(([sk, item]): [string, object] => [
              'PutItem',
              { TableName: tableName, Item: { pk, sk, ...item, gsi1pk: `${pk}-index`, gsi1sk: sk } },
            ]),
            ['Query', queryOf(pk, by, filter, { forward, onIndex, limit })],
          ])
        },
      ),
      { numRuns: 150 },
    )
  }, 60_000)
})

const byBytes = (a: unknown, b: unknown) => Buffer.compare(Buffer.from(a as string), Buffer.from(b as string))

function transactItem(pk: string, { sk, when, kind }: { sk: string; when: Text | null; kind: string }) {
  const common = {
    TableName: tableName,
    ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
    ...(when || kind === 'check'
      ? said({ ConditionExpression: when ?? { text: 'attribute_exists(#a)', values: [] } })
      : {}),
  }
  if (kind === 'put') return { Put: { ...common, Item: { pk, sk, a: 'new' } } }
  if (kind === 'delete') return { Delete: { ...common, Key: { pk, sk } } }
  if (kind === 'check') return { ConditionCheck: { ...common, Key: { pk, sk } } }
  return { Update: { ...common, Key: { pk, sk }, UpdateExpression: 'SET touched = pk' } }
}

function queryOf(
  pk: string,
  by: Text,
  filter: Text | null,
  { forward, onIndex, limit }: { forward: boolean; onIndex: boolean; limit: number | null },
) {
  const [pkName, skName] = onIndex ? ['gsi1pk', 'gsi1sk'] : ['pk', 'sk']
  const sort = by.text === 'begins_with' ? `begins_with(${skName}, ?)` : `${skName} ${by.text}`
  const keys: Text = { text: `${pkName} = ? AND ${sort}`, values: [onIndex ? `${pk}-index` : pk, ...by.values] }
  return {
    TableName: tableName,
    ...(onIndex ? { IndexName: 'gsi1' } : { ConsistentRead: true }),
    ...said({ KeyConditionExpression: keys, ...(filter ? { FilterExpression: filter } : {}) }),
    ScanIndexForward: forward,
    ...(limit ? { Limit: limit } : {}),
  }
}
