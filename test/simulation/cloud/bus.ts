/** EventBridge: what a rule asks for goes into its queue, at least once and in no order. */
import { AwsError } from '../dynamodb/errors.ts'
import type { World } from '../world/world.ts'

export interface BusEvent {
  readonly eventId: string
  readonly name: string
  readonly occurredAt: string
  readonly data: Readonly<Record<string, unknown>>
}

interface Entry {
  readonly DetailType: string
  readonly Detail: string
  readonly Source: string
}

export class Bus {
  readonly #world: World
  /** Every event that the bus took, by event id. */
  readonly events = new Map<string, BusEvent>()
  #count = 0

  constructor(world: World) {
    this.#world = world
  }

  handle(operation: string, input: unknown): unknown {
    if (operation !== 'PutEvents') throw new AwsError('UnknownOperationException', `The bus has no ${operation}`)
    const { Entries } = input as { Entries: readonly Entry[] }
    return { Entries: Entries.map((entry) => this.#put(entry)) }
  }

  #put(entry: Entry): { EventId?: string; ErrorCode?: string } {
    const world = this.#world
    if (world.weather.downFor('bus')) return { ErrorCode: 'InternalFailure' }
    const event = JSON.parse(entry.Detail) as BusEvent
    this.events.set(event.eventId, event)
    const id = `event-${++this.#count}`
    const body = JSON.stringify({ id, 'detail-type': entry.DetailType, source: entry.Source, detail: event })
    for (const { queue, definition } of world.blueprint.functions.subscriptions) {
      if (!definition.events.some(({ name }) => name === entry.DetailType)) continue
      this.#deliver(queue, body, definition.delaySeconds)
      if (world.weather.happens('duplicate')) this.#deliver(queue, body, definition.delaySeconds)
    }
    return { EventId: id }
  }

  #deliver(queue: string, body: string, delaySeconds = 0): void {
    const { weather, chance } = this.#world
    // Late by as much as it takes to be overtaken; now and then by whole steps of the checkout.
    const delay = chance.chance(0.03)
      ? chance.between(5_000, 60_000)
      : weather.latency() * (chance.chance(0.1) ? 50 : 1)
    this.#world.after(delay + delaySeconds * 1000, () => this.#world.queues.send(queue, body))
  }
}
