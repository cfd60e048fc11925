/** One table in memory: rows, indexes that follow late, and the writes of outbox items for whoever listens. */
import type { Item } from './values.ts'

export interface Key {
  readonly pk: string
  readonly sk: string
}

interface Row {
  readonly item: Item | undefined
  /** What was there before, for reads that may be stale, and since when it is not. */
  readonly before: Item | undefined
  readonly changedAt: number
}

export interface Write {
  readonly table: string
  readonly before: Item | undefined
  readonly after: Item | undefined
}

interface LateUpdate {
  readonly at: number
  readonly key: string
  readonly item: Item | undefined
}

const keyText = ({ pk, sk }: Key) => `${pk}\n${sk}`

export class Table {
  readonly name: string
  readonly indexNames: readonly string[]
  readonly #partitions = new Map<string, Map<string, Row>>()
  readonly #indexes = new Map<string, Map<string, Item>>()
  readonly #late = new Map<string, LateUpdate[]>()

  constructor(name: string, indexNames: readonly string[]) {
    this.name = name
    this.indexNames = indexNames
    for (const index of indexNames) {
      this.#indexes.set(index, new Map())
      this.#late.set(index, [])
    }
  }

  /** As it is now, with every index up to date. */
  clone(): Table {
    const table = new Table(this.name, this.indexNames)
    for (const [pk, partition] of this.#partitions) table.#partitions.set(pk, new Map(partition))
    for (const item of this.items()) for (const index of this.indexNames) table.#index(index, keyTextOf(item), item)
    return table
  }

  get({ pk, sk }: Key): Item | undefined {
    return this.#partitions.get(pk)?.get(sk)?.item
  }

  /** What an eventually consistent read may answer. @param since changes after it may not be seen yet */
  getStale({ pk, sk }: Key, since: number): Item | undefined {
    const row = this.#partitions.get(pk)?.get(sk)
    return row && row.changedAt > since ? row.before : row?.item
  }

  /** @param indexedAt when the indexes show it */
  put(key: Key, item: Item | undefined, now: number, indexedAt: number): void {
    const partition = this.#partitions.get(key.pk) ?? new Map<string, Row>()
    this.#partitions.set(key.pk, partition)
    const before = partition.get(key.sk)?.item
    partition.set(key.sk, { item, before, changedAt: now })
    for (const index of this.indexNames) {
      const field = `${index}pk`
      if (before?.[field] === undefined && item?.[field] === undefined) continue
      this.#late.get(index)!.push({ at: indexedAt, key: keyText(key), item })
    }
  }

  *partition(pk: string): Iterable<Item> {
    for (const { item } of this.#partitions.get(pk)?.values() ?? []) if (item) yield item
  }

  /** The items of an index as it shows them now. */
  *indexed(index: string, partition: string, now: number): Iterable<Item> {
    this.#catchUp(index, now)
    for (const item of this.#indexes.get(index)!.values()) if (item[`${index}pk`] === partition) yield item
  }

  *items(): Iterable<Item> {
    for (const partition of this.#partitions.values()) for (const { item } of partition.values()) if (item) yield item
  }

  #catchUp(index: string, now: number): void {
    const late = this.#late.get(index)!
    if (late.length === 0) return
    // In the order of the writes: an index never goes back to an older state of an item.
    const waiting = new Set<string>()
    const rest = late.filter((update) => {
      if (update.at > now || waiting.has(update.key)) {
        waiting.add(update.key)
        return true
      }
      this.#index(index, update.key, update.item)
      return false
    })
    this.#late.set(index, rest)
  }

  #index(index: string, key: string, item: Item | undefined): void {
    if (item?.[`${index}pk`] === undefined) this.#indexes.get(index)!.delete(key)
    else this.#indexes.get(index)!.set(key, item)
  }
}

const keyTextOf = (item: Item) => keyText(item as unknown as Key)
