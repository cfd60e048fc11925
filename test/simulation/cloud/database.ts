/** DynamoDB: tables, idempotent transactions, and the streams that feed the relays. */
import { AwsError, cancelled } from '../dynamodb/errors.ts'
import { type Engine, perform, type TransactItem } from '../dynamodb/operations.ts'
import { Table, type Write } from '../dynamodb/table.ts'
import type { Item } from '../dynamodb/values.ts'
import type { World } from '../world/world.ts'
import type { Call } from './aws.ts'
import { Stream } from './stream.ts'

export class Database implements Engine {
  readonly tables = new Map<string, Table>()
  readonly streams = new Map<string, Stream>()
  /** Sees every write at the moment it happens. */
  readonly watchers: ((write: Write) => void)[] = []
  readonly #world: World
  /** Transactions that were done: repeated with its token, one is not done again. */
  readonly #tokens = new Set<string>()

  constructor(world: World, tables: ReadonlyMap<string, Table> | undefined) {
    this.#world = world
    for (const { name, table } of world.blueprint.functions.services) {
      if (!table) continue
      this.tables.set(name, tables?.get(name)?.clone() ?? new Table(name, table.indexes))
      this.streams.set(name, new Stream(world, name))
    }
  }

  get now(): number {
    return this.#world.now
  }

  table(name: string): Table {
    const table = this.tables.get(name)
    if (!table) throw new AwsError('ResourceNotFoundException', `There is no table ${name}`)
    return table
  }

  indexedAt(): number {
    return this.now + this.#world.weather.staleness()
  }

  staleness(): number {
    return this.#world.weather.happens('stale') ? 5_000 : 0
  }

  handle(operation: string, input: unknown): unknown {
    const { ClientRequestToken: token } = input as { ClientRequestToken?: string }
    if (token !== undefined && this.#tokens.has(token)) return {}
    const answer = perform(this, operation, input)
    if (token !== undefined) this.#tokens.add(token)
    return answer
  }

  wrote(write: Write): void {
    for (const watch of this.watchers) watch(write)
    this.streams.get(write.table)!.wrote(write)
  }

  /** What a writer is told while another transaction is at one of its items; undefined for operations that bear it. */
  conflict({ service, operation, input }: Call): AwsError | undefined {
    if (service !== 'dynamodb') return undefined
    if (operation !== 'TransactWriteItems')
      return new AwsError('TransactionConflictException', 'Transaction is ongoing for the item')
    const { TransactItems } = input as { TransactItems: readonly TransactItem[] }
    const at = this.#world.chance.integer(0, TransactItems.length - 1)
    return cancelled(TransactItems.map((_, n) => ({ Code: n === at ? 'TransactionConflict' : 'None' })))
  }

  /** What is in a table, for rules and actors: at this instant, without a request. */
  *all(table: string, prefix: string): Iterable<Item> {
    for (const item of this.table(table).items()) if (String(item.pk).startsWith(prefix)) yield item
  }
}
