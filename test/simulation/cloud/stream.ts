/**
 * A table's stream and the relay behind it: outbox items in order for each partition key, several lanes side by side, a batch
 * at a time, from the first failed record again, at least once.
 */
import type { Write } from '../dynamodb/table.ts'
import { type Item, marshallItem } from '../dynamodb/values.ts'
import type { World } from '../world/world.ts'
import type { InvocationResult } from './lambda.ts'

/** The filter of stacks/constructs/relay.ts. */
const OUTBOX = 'OUTBOX#'
/** Its parallelizationFactor. */
const LANES = 4
const BATCH = 100

interface StreamRecord {
  readonly sequence: string
  readonly item: Item
}

export class Stream {
  readonly #world: World
  readonly #relay: string
  readonly #lanes: StreamRecord[][] = Array.from({ length: LANES }, () => [])
  readonly #busy = new Set<number>()
  #sequence = 0

  constructor(world: World, service: string) {
    this.#world = world
    this.#relay = `${service}/relay`
  }

  get waiting(): number {
    return this.#lanes.reduce((sum, lane) => sum + lane.length, 0)
  }

  wrote({ before, after }: Write): void {
    if (before || !after || !String(after.pk).startsWith(OUTBOX)) return
    const lane = laneOf(String(after.pk))
    this.#lanes[lane]!.push({ sequence: String(++this.#sequence).padStart(8, '0'), item: after })
    this.#poll(lane)
  }

  #poll(lane: number, ms = this.#world.weather.latency()): void {
    if (this.#busy.has(lane)) return
    this.#busy.add(lane)
    this.#world.after(ms, () => {
      const records = this.#lanes[lane]!.slice(0, BATCH)
      const Records = records.map(({ sequence, item }) => ({
        eventName: 'INSERT',
        dynamodb: { SequenceNumber: sequence, NewImage: marshallItem(item) },
      }))
      this.#world.lambda.invoke(this.#relay, { Records }, (result) => this.#after(lane, records, result))
    })
  }

  #after(lane: number, records: readonly StreamRecord[], result: InvocationResult): void {
    this.#busy.delete(lane)
    const failed = firstFailed(records, result)
    // The position may be lost although all went well: then the batch comes again.
    const done = this.#world.weather.happens('duplicate') ? 0 : failed
    this.#lanes[lane]!.splice(0, done)
    if (this.#lanes[lane]!.length > 0) this.#poll(lane, failed < records.length ? 1_000 : 1)
  }
}

function firstFailed(records: readonly StreamRecord[], { ok, payload }: InvocationResult): number {
  if (!ok) return 0
  const { batchItemFailures = [] } = (payload ?? {}) as { batchItemFailures?: { itemIdentifier: string }[] }
  const failed = batchItemFailures[0]?.itemIdentifier
  return failed === undefined ? records.length : records.findIndex(({ sequence }) => sequence === failed)
}

function laneOf(pk: string): number {
  let hash = 0
  for (let n = 0; n < pk.length; n++) hash = (hash * 31 + pk.charCodeAt(n)) >>> 0
  return hash % LANES
}
