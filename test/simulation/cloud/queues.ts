/** SQS standard queues in front of functions: in no order, at least once, with visibility time-outs and dead letters. */
import { AwsError } from '../dynamodb/errors.ts'
import type { World } from '../world/world.ts'
import type { InvocationResult } from './lambda.ts'

/** Of stacks/constructs/work-queue.ts. */
const MAX_RECEIVES = 5
const VISIBILITY_FACTOR = 6
const BATCH = 10

interface Message {
  readonly id: string
  readonly body: string
  receives: number
}

class Queue {
  readonly name: string
  readonly batchSize: number
  readonly visibilityMs: number
  readonly visible: Message[] = []
  /** Received and not deleted yet. */
  readonly inFlight = new Set<Message>()
  readonly dead: Message[] = []
  polling = false

  constructor(name: string, batchSize: number, timeoutMs: number) {
    this.name = name
    this.batchSize = batchSize
    this.visibilityMs = timeoutMs * VISIBILITY_FACTOR
  }
}

export class Queues {
  readonly #world: World
  readonly #queues = new Map<string, Queue>()
  #count = 0

  constructor(world: World) {
    this.#world = world
    const { subscriptions, workers } = world.blueprint.functions
    for (const { queue, function: fn, definition } of [...subscriptions, ...workers])
      this.#queues.set(queue, new Queue(queue, definition.batchSize ?? BATCH, fn.timeoutMs))
  }

  get deadLetters(): { queue: string; body: string }[] {
    return [...this.#queues.values()].flatMap(({ name, dead }) => dead.map(({ body }) => ({ queue: name, body })))
  }

  get waiting(): number {
    let sum = 0
    for (const { visible, inFlight } of this.#queues.values()) sum += visible.length + inFlight.size
    return sum
  }

  handle(operation: string, input: unknown): unknown {
    if (operation !== 'SendMessage') throw new AwsError('UnknownOperationException', `Queues have no ${operation}`)
    const {
      QueueUrl,
      MessageBody,
      DelaySeconds = 0,
    } = input as {
      QueueUrl: string
      MessageBody: string
      DelaySeconds?: number
    }
    this.#world.after(DelaySeconds * 1000, () => this.send(QueueUrl, MessageBody))
    return { MessageId: `message-${this.#count + 1}` }
  }

  send(name: string, body: string): void {
    const queue = this.#queues.get(name)
    if (!queue) throw new Error(`There is no queue ${name}`)
    queue.visible.push({ id: `message-${++this.#count}`, body, receives: 0 })
    this.#poll(queue)
  }

  /** What an operator does once the cause is mended. */
  redrive(): number {
    let moved = 0
    for (const queue of this.#queues.values()) {
      for (const message of queue.dead.splice(0)) {
        message.receives = 0
        queue.visible.push(message)
        moved++
      }
      this.#poll(queue)
    }
    return moved
  }

  #poll(queue: Queue): void {
    if (queue.polling || queue.visible.length === 0) return
    queue.polling = true
    this.#world.after(this.#world.weather.latency(), () => {
      queue.polling = false
      this.#receive(queue)
      this.#poll(queue)
    })
  }

  #receive(queue: Queue): void {
    const { chance, weather } = this.#world
    const batch: Message[] = []
    const wanted = chance.integer(1, queue.batchSize)
    while (batch.length < wanted && queue.visible.length > 0) {
      const [message] = queue.visible.splice(chance.integer(0, queue.visible.length - 1), 1)
      if (message!.receives >= MAX_RECEIVES) {
        queue.dead.push(message!)
        this.#world.log(`${queue.name}: ${message!.id} goes to the dead letters`)
        continue
      }
      message!.receives++
      queue.inFlight.add(message!)
      batch.push(message!)
      // A copy that another of SQS's servers still has.
      if (weather.happens('duplicate'))
        this.#world.after(chance.between(10, 30_000), () => this.send(queue.name, message!.body))
    }
    if (batch.length > 0) this.#deliver(queue, batch)
  }

  #deliver(queue: Queue, batch: readonly Message[]): void {
    const again = this.#world.after(queue.visibilityMs, () => {
      for (const message of batch) this.#show(queue, message)
    })
    const Records = batch.map(({ id, body }) => ({ messageId: id, body }))
    this.#world.lambda.invoke(queue.name, { Records }, (result) => {
      const failed = failedOf(batch, result)
      for (const message of batch) if (!failed.has(message.id)) queue.inFlight.delete(message)
      if (failed.size === 0) this.#world.schedule.cancel(again)
    })
  }

  #show(queue: Queue, message: Message): void {
    if (!queue.inFlight.delete(message)) return
    queue.visible.push(message)
    this.#poll(queue)
  }
}

function failedOf(batch: readonly Message[], { ok, payload }: InvocationResult): Set<string> {
  if (!ok) return new Set(batch.map(({ id }) => id))
  const { batchItemFailures = [] } = (payload ?? {}) as { batchItemFailures?: { itemIdentifier: string }[] }
  return new Set(batchItemFailures.map(({ itemIdentifier }) => itemIdentifier))
}
