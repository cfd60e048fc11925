/** One seed's world: virtual time, one schedule, and the cloud that the functions run in. */

import type { Machine } from '../../../localstack/embedded/stepfunctions/definition/asl.ts'
import type { Loader } from '../bundle/load.ts'
import { Aws } from '../cloud/aws.ts'
import { Bus } from '../cloud/bus.ts'
import { Database } from '../cloud/database.ts'
import { Gateway } from '../cloud/gateway.ts'
import { type Invocation, Lambda } from '../cloud/lambda.ts'
import { Mailbox } from '../cloud/mailbox.ts'
import { Queues } from '../cloud/queues.ts'
import { Sagas } from '../cloud/sagas.ts'
import { Timers } from '../cloud/timers.ts'
import type { Table } from '../dynamodb/table.ts'
import { current } from './current.ts'
import type { Functions } from './functions.ts'
import { History } from './history.ts'
import { Random } from './random.ts'
import { type Planned, Schedule } from './schedule.ts'
import { Weather } from './weather.ts'

/** What all worlds of a thread share; none of it changes. */
export interface Blueprint {
  readonly functions: Functions
  readonly loader: Loader
  readonly checkout: Machine
}

export interface WorldOptions {
  readonly seed: number
  readonly startAt: number
  /** Tables as they are at the start. */
  readonly tables?: ReadonlyMap<string, Table>
  readonly keepHistory?: boolean
  readonly fine?: boolean
}

interface Service {
  handle(operation: string, input: unknown, caller: Invocation): unknown
}

/** Each secret is its own name. */
const secrets: Service = {
  handle: (_operation, input) => ({ SecretString: (input as { SecretId: string }).SecretId }),
}

/** More than any seed needs: one that goes on and on is a fault of its own. */
const MOST_EVENTS = 200_000

export class World {
  readonly blueprint: Blueprint
  readonly startedAt: number
  now: number
  /** Of functions. */
  random: Random
  /** Of the cloud. */
  readonly chance: Random
  readonly schedule = new Schedule()
  readonly history: History
  readonly weather: Weather
  readonly database: Database
  readonly lambda: Lambda
  readonly aws: Aws
  readonly bus: Bus
  readonly queues: Queues
  readonly sagas: Sagas
  readonly gateway: Gateway
  readonly mailbox: Mailbox
  readonly timers: Timers
  readonly #services: Readonly<Record<string, Service>>
  /** The first rule that was found broken while it ran. */
  broken: string | undefined
  #events = 0

  constructor(blueprint: Blueprint, options: WorldOptions) {
    this.blueprint = blueprint
    this.startedAt = options.startAt
    this.now = options.startAt
    this.random = new Random(options.seed * 2 + 1)
    this.chance = new Random(options.seed * 2)
    this.history = new History(options.keepHistory ?? false)
    this.weather = new Weather(this.chance, () => this.now - this.startedAt, options.fine)
    this.database = new Database(this, options.tables)
    this.lambda = new Lambda(this)
    this.aws = new Aws(this)
    this.bus = new Bus(this)
    this.queues = new Queues(this)
    this.sagas = new Sagas(this)
    this.gateway = new Gateway(this)
    this.mailbox = new Mailbox(this)
    this.timers = new Timers(this)
    const { database: dynamodb, bus: events, sagas: states, queues: sqs, mailbox: ses } = this
    this.#services = { dynamodb, events, states, sqs, ses, sns: ses, secrets }
  }

  log(text: string): void {
    this.history.add(Math.floor(this.now - this.startedAt), text)
  }

  /** A rule is broken: the run ends here. */
  breaks(rule: string): void {
    if (this.broken !== undefined) return
    this.broken = rule
    this.log(`BROKEN: ${rule}`)
  }

  /** What answers requests to an AWS service. */
  service(name: string): Service {
    const found = this.#services[name]
    if (!found) throw new Error(`A function called ${name}: the simulation has no such service`)
    return found
  }

  /** @param ms from now */
  after(ms: number, run: () => void, background = false): Planned {
    return this.schedule.add(this.now + ms, run, background)
  }

  /** Until nothing is planned any more, `isOver` says so, or a rule is broken. */
  async run(isOver: () => boolean): Promise<void> {
    current.world = this
    while (this.broken === undefined) {
      if (isOver()) return
      const next = this.schedule.next()
      if (!next) return
      if (++this.#events > MOST_EVENTS)
        return this.breaks(`the world comes to rest: ${MOST_EVENTS} events were not enough`)
      this.now = Math.max(this.now, next.at)
      const { run } = next
      next.run = undefined
      run!()
      await microtasks()
    }
  }

  get events(): number {
    return this.#events
  }
}

/** Lets everything go on that waits for a promise. */
const microtasks = () => new Promise<void>((resolve) => setImmediate(resolve))
