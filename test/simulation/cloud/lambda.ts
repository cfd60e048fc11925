/** Lambda: execution environments with one invocation at a time, time limits, and crashes. */
import type { CallOptions, ClientConfig, Environment } from '../bundle/environment.ts'
import type { Handler } from '../bundle/load.ts'
import { SimulatedDate, simulatedMath } from '../world/current.ts'
import { type SimulatedFunction, variablesOf } from '../world/functions.ts'
import type { Planned } from '../world/schedule.ts'
import type { World } from '../world/world.ts'
import type { Mail } from './mailbox.ts'

export interface InvocationResult {
  readonly ok: boolean
  readonly payload: unknown
  /** Of a failure. */
  readonly errorType?: string
  readonly errorMessage?: string
}

/** One run of a function. When it has ended nothing reaches its code any more. */
export class Invocation {
  readonly id: number
  readonly function: SimulatedFunction
  readonly host: Host
  ended = false
  /** What it sent so far. */
  readonly mails: Mail[] = []
  readonly #finish: (result: InvocationResult) => void
  timeLimit: Planned | undefined

  constructor(id: number, fn: SimulatedFunction, host: Host, finish: (result: InvocationResult) => void) {
    this.id = id
    this.function = fn
    this.host = host
    this.#finish = finish
  }

  get label(): string {
    return `${this.function.name} (${this.id})`
  }

  /** A fault hit it: what it has done it may not be able to write down. */
  troubled(): void {
    for (const mail of this.mails) mail.noted = false
  }

  end(result: InvocationResult): void {
    this.ended = true
    this.host.invocation = undefined
    this.#finish(result)
  }
}

/** An execution environment: the module state of one function. */
class Host {
  readonly handler: Handler
  invocation: Invocation | undefined
  isGone = false

  constructor(world: World, fn: SimulatedFunction) {
    this.handler = world.blueprint.loader.load(fn.entry, environmentOf(world, fn, this))
  }
}

/** Of a chance that an idle environment is not used but a new one started. */
const COLD_START = 0.1

export class Lambda {
  readonly #world: World
  readonly #hosts = new Map<string, Host[]>()
  #count = 0
  /** Invocations that failed, by function: what justifies an order that needs attention. */
  readonly failures = new Map<string, number>()

  constructor(world: World) {
    this.#world = world
  }

  /** Runs it after a moment. @param event is copied, as over the wire */
  invoke(name: string, event: unknown, done: (result: InvocationResult) => void): void {
    const fn = this.#world.blueprint.functions.get(name)
    const text = JSON.stringify(event)
    this.#world.after(this.#world.weather.latency(), () => this.#start(fn, JSON.parse(text), done))
  }

  #start(fn: SimulatedFunction, event: unknown, done: (result: InvocationResult) => void): void {
    const world = this.#world
    const host = this.#hostOf(fn)
    const invocation = new Invocation(++this.#count, fn, host, done)
    host.invocation = invocation
    invocation.timeLimit = world.after(fn.timeoutMs, () => this.kill(invocation, 'Sandbox.Timedout', 'timed out'))
    world.log(`${invocation.label} begins`)
    const context = {
      awsRequestId: `request-${invocation.id}`,
      functionName: fn.name,
      getRemainingTimeInMillis: () => fn.timeoutMs,
    }
    let answer: Promise<unknown>
    try {
      answer = Promise.resolve(host.handler(event, context))
    } catch (error) {
      answer = Promise.reject(error)
    }
    answer.then(
      (payload) => this.#end(invocation, { ok: true, payload }),
      (error: unknown) => this.#end(invocation, failureOf(error)),
    )
  }

  /** The environment and everything in it is gone; what it sent already goes on. */
  kill(invocation: Invocation, errorType: string, how: string): void {
    if (invocation.ended) return
    invocation.host.isGone = true
    invocation.troubled()
    this.#end(invocation, { ok: false, payload: { errorType }, errorType, errorMessage: how }, how)
  }

  #end(invocation: Invocation, result: InvocationResult, how?: string): void {
    if (invocation.ended) return
    const world = this.#world
    if (invocation.timeLimit) world.schedule.cancel(invocation.timeLimit)
    const { name } = invocation.function
    if (!result.ok) this.failures.set(name, (this.failures.get(name) ?? 0) + 1)
    const failed = how ?? `fails: ${result.errorType} ${result.errorMessage ?? ''}`
    world.log(`${invocation.label} ${result.ok ? 'ends' : failed}`)
    invocation.end(result)
  }

  #hostOf(fn: SimulatedFunction): Host {
    const hosts = (this.#hosts.get(fn.name) ?? []).filter(({ isGone }) => !isGone)
    const idle = hosts.find(({ invocation }) => !invocation)
    if (idle && !this.#world.chance.chance(COLD_START)) return idle
    const host = new Host(this.#world, fn)
    this.#hosts.set(fn.name, [...hosts, host])
    return host
  }
}

function failureOf(error: unknown): InvocationResult {
  const { name, message } = error instanceof Error ? error : { name: 'Error', message: String(error) }
  return { ok: false, payload: { errorType: name, errorMessage: message }, errorType: name, errorMessage: message }
}

function environmentOf(world: World, fn: SimulatedFunction, host: Host): Environment {
  const now = () => host.invocation
  return {
    variables: variablesOf(fn),
    Date: SimulatedDate,
    Math: simulatedMath,
    AbortSignal: {
      timeout: (ms: number) => world.timers.signal(ms, now()),
      any: (signals: AbortSignal[]) => AbortSignal.any(signals),
      abort: (reason?: unknown) => AbortSignal.abort(reason),
    },
    performance: { now: () => world.now - world.startedAt },
    setTimeout: (run, ms = 0, ...rest) => world.timers.add(() => run(...rest), ms, now()),
    clearTimeout: (timer) => world.timers.cancel(timer),
    fetch: ((url: string, init: RequestInit) => world.gateway.fetch(url, init, now())) as typeof fetch,
    call: (service: string, operation: string, input: unknown, config: ClientConfig, options: CallOptions) =>
      world.aws.call({ service, operation, input, invocation: now() }, config, options),
    log: (level, message, more) => {
      if (level !== 'info') world.log(`${now()?.label ?? fn.name} says: ${message}${reasonOf(more)}`)
    },
  }
}

function reasonOf(more: unknown): string {
  const error = more instanceof Error ? more : (more as { error?: unknown } | undefined)?.error
  if (error instanceof Error) return ` (${error.name}: ${error.message})`
  return typeof error === 'string' ? ` (${error})` : ''
}
