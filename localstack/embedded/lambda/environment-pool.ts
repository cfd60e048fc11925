/**
 * Execution environments of all functions: reused while warm, started when needed up to a limit per function, ended when
 * idle. Invocations over the limit wait in order, and for a moment also below it; AWS would scale out instead.
 */
import { availableParallelism } from 'node:os'
import { bulkhead } from 'cockatiel'
import type { Log } from '../types.ts'
import { isOverdue, type Urgency } from '../urgency.ts'
import {
  type Environment,
  type EnvironmentOptions,
  type NewInvocation,
  type Outcome,
  startEnvironment,
} from './environment.ts'
import type { FunctionConfig } from './function-config.ts'

/** Invocations of one function that somebody waits for; more are throttled. */
const mostWaiting = 1000
/** How often the queues are looked through for who has waited too long. */
const SWEEP_MS = 100

/**
 * On AWS each environment has a processor of its own. Here the threads of the local cloud and of its tables go first, as all
 * others wait for them; then functions that somebody waits for; then those of sagas, streams and queues.
 */
const NICENESS = { waitedFor: 10, background: 19 }

/** Above it the machine is overloaded. */
const PEOPLE_WAIT_MS = 25
const PATIENCE_WHEN_LATE = 5
const NEWEST_SHARE = 0.05

export interface PoolOptions {
  readonly maxPerFunction: number
  /** Idle environments are ended to stay below it; a function without any may always start one. */
  readonly maxTotal: number
  readonly idleMs: number
  /** So long an environment is kept after its last use even when there are too many. */
  readonly settledMs: number
  /** How long an invocation waits for a busy environment before another one is started. */
  readonly patienceMs: number
  readonly compileCacheFolder?: string
  readonly log: Log
  /** @param environment id of the environment that gets them. */
  variables(config: FunctionConfig, environment: string): Record<string, string>
}

/** `throttled` and `abandoned` did not begin. */
export type PoolOutcome = Outcome & {
  readonly cold: boolean
  readonly unserved?: 'throttled' | 'abandoned'
  /** How long those that nobody waits for wait for a processor, milliseconds. */
  readonly backgroundWaitMs?: number
}

interface Waiting {
  readonly invocation: NewInvocation
  readonly onLog: (line: string) => void
  /** The environment ends with this invocation. */
  readonly dies: boolean
  readonly done: (outcome: PoolOutcome) => void
  /** Milliseconds, monotonic. */
  readonly since: number
  /** Of whoever waits for the answer; absent where nobody does. */
  readonly waiter: AbortSignal | undefined
  /** Aborted when whoever sent it has taken it back. */
  readonly withdrawn: AbortSignal | undefined
  readonly urgency: Urgency
}

type InvocationOptions = Pick<Waiting, 'dies' | 'waiter' | 'withdrawn' | 'urgency'>

interface FunctionPool {
  /** When somebody last joined a queue in which all others had an environment coming, milliseconds, monotonic. */
  emptyAt: number
  readonly config: FunctionConfig
  /** Most recently used last. */
  readonly idle: Environment[]
  readonly all: Set<Environment>
  readonly waiting: Waiting[]
  /** Environments that are about to be there. */
  starting: number
  /** Looks again whether those waiting have waited long enough. */
  nextLook?: NodeJS.Timeout | undefined
}

export function createEnvironmentPool(options: PoolOptions) {
  const pools = new Map<string, FunctionPool>()
  const byId = new Map<string, Environment>()
  let started = 0
  // Loading is CPU bound: many cold starts at once only make each other late. Those that nobody waits for get no processor
  // while others use them all, and must not keep those from loading who are waited for.
  const maxLoading = Math.max(2, availableParallelism())
  const loading = { waitedFor: bulkhead(maxLoading, Infinity), background: bulkhead(maxLoading, Infinity) }
  const unused = new WeakSet<Environment>()
  // How long an invocation stands still because no processor is free, milliseconds; the last ones count most. It says more
  // than how late each begins: with many threads each has its turn soon, and the next one late.
  let peopleWaitMs = 0
  let backgroundWaitMs = 0
  let total = 0
  /** Invocations under way that nobody waits for, and functions where more of them wait for their turn. */
  let background = 0
  const heldBack = new Set<FunctionPool>()
  let stopping = false
  const reaper = setInterval(reap, Math.min(options.idleMs, 30_000))
  reaper.unref()
  const sweeper = setInterval(refuseOverdue, SWEEP_MS)
  sweeper.unref()

  function poolOf(config: FunctionConfig): FunctionPool {
    const known = pools.get(config.arn)
    if (known) return known
    const pool: FunctionPool = { config, idle: [], all: new Set<Environment>(), waiting: [], starting: 0, emptyAt: 0 }
    pools.set(config.arn, pool)
    return pool
  }

  function invoke(
    config: FunctionConfig,
    invocation: NewInvocation,
    onLog: Waiting['onLog'],
    { dies = false, waiter, withdrawn, urgency = 'write' }: Partial<InvocationOptions> = {},
  ) {
    return new Promise<PoolOutcome>((done) => {
      const pool = poolOf(config)
      if (stopping) return done(unserved('abandoned'))
      if (waiter && pool.waiting.length >= mostWaiting) return done(unserved('throttled'))
      const since = performance.now()
      if (pool.waiting.length <= pool.starting) pool.emptyAt = since
      pool.waiting.push({ invocation, onLog, dies, done, since, waiter, withdrawn, urgency })
      serveNext(pool)
    })
  }

  /** Those who have waited too long, those who have gone, and what was taken back make room. */
  function refuseOverdue(): void {
    const now = performance.now()
    for (const pool of pools.values()) {
      if (pool.waiting.length === 0) continue
      const left = pool.waiting.filter((each, position) => {
        const isPatient = !each.waiter || !isOverdue(each.urgency, pool.emptyAt, each.since, now)
        if (!isAbandoned(each) && (isPatient || position < pool.starting)) return true
        each.done(unserved(isAbandoned(each) ? 'abandoned' : 'throttled'))
        return false
      })
      pool.waiting.splice(0, pool.waiting.length, ...left)
    }
  }

  function serveNext(pool: FunctionPool): void {
    while (pool.waiting.length > 0) {
      if (!pool.waiting[0]!.waiter && !hasTimeForBackground()) {
        heldBack.add(pool)
        return
      }
      const warm = pool.idle.pop()
      if (!warm) break
      if (!warm.alive) continue
      const next = pool.waiting.shift()!
      if (isAbandoned(next)) {
        pool.idle.push(warm)
        next.done(unserved('abandoned'))
      } else void run(pool, warm, next)
    }
    // Whichever is there first, a busy one or a new one, serves whoever has waited longest.
    while (pool.waiting.length > pool.starting && !isWorthWaiting(pool) && mayStart(pool)) void start(pool)
  }

  /**
   * While threads wait for processors, people go first: sagas, streams and queues may use as many threads as there are
   * processors. What such a function asks of another one is waited for, and goes on.
   */
  const hasTimeForBackground = () => peopleWaitMs <= PEOPLE_WAIT_MS || background < availableParallelism()

  /** Milliseconds that the first of those has waited who have not had their turn yet. */
  function longestHeldBack(): number {
    const since = [...heldBack].map(({ waiting }) => waiting[0]?.since ?? Number.POSITIVE_INFINITY)
    return Math.max(0, performance.now() - Math.min(...since))
  }

  function serveHeldBack(): void {
    for (const pool of heldBack) {
      if (!hasTimeForBackground()) return
      heldBack.delete(pool)
      serveNext(pool)
    }
  }

  /** Another thread makes nothing faster while threads wait for processors, and its start takes one for long. */
  const patience = () => options.patienceMs * (peopleWaitMs > PEOPLE_WAIT_MS ? PATIENCE_WHEN_LATE : 1)

  /** Most invocations take milliseconds where a start takes a core a tenth of a second and keeps 30 MB. */
  function isWorthWaiting(pool: FunctionPool): boolean {
    if (pool.all.size === 0) return false
    const left = pool.waiting[pool.starting]!.since + patience() - performance.now()
    if (left <= 0) return false
    pool.nextLook ??= setTimeout(() => {
      pool.nextLook = undefined
      serveNext(pool)
    }, left)
    return true
  }

  function mayStart(pool: FunctionPool): boolean {
    const limit = pool.config.reservedConcurrency ?? options.maxPerFunction
    if (stopping || pool.all.size >= limit) return false
    return pool.all.size === 0 || total < options.maxTotal || endOldestIdle()
  }

  async function start(pool: FunctionPool) {
    const { onLog, waiter } = pool.waiting[pool.starting]!
    pool.starting++
    total++
    // The set must grow at once, so that the limit counts environments that wait for their turn to load.
    const placeholder = {} as Environment
    pool.all.add(placeholder)
    const kind = waiter ? 'waitedFor' : 'background'
    const { environment, error } = await loading[kind]
      .execute(() => load(pool, placeholder, NICENESS[kind], onLog))
      .catch((thrown: unknown) => {
        total--
        pool.all.delete(placeholder)
        return { environment: undefined, error: notCreated(thrown) }
      })
    if (error) await environment?.end()
    pool.starting--
    if (error) {
      pool.waiting.shift()?.done({ ok: false, error, durationMs: 0, cold: true })
    } else {
      unused.add(environment!)
      pool.idle.push(environment!)
    }
    serveNext(pool)
  }

  async function load(pool: FunctionPool, placeholder: Environment, niceness: number, onLog: Waiting['onLog']) {
    // Nobody would end it: it waited for its turn to load when all others were ended.
    if (stopping) throw new Error('the pool has stopped')
    const id = String(++started)
    const environment = startEnvironment({
      config: pool.config,
      variables: options.variables(pool.config, id),
      compileCacheFolder: options.compileCacheFolder,
      niceness,
      onLog,
      onEnd() {
        total--
        byId.delete(id)
        pool.all.delete(environment)
        const at = pool.idle.indexOf(environment)
        if (at >= 0) pool.idle.splice(at, 1)
        serveNext(pool)
      },
    } satisfies EnvironmentOptions)
    byId.set(id, environment)
    pool.all.add(environment)
    pool.all.delete(placeholder)
    return { environment, error: await environment.ready }
  }

  async function run(pool: FunctionPool, environment: Environment, next: Waiting) {
    const cold = unused.delete(environment)
    if (!next.waiter) background++
    const outcome = await environment.invoke(next.invocation, next.onLog)
    if (next.dies) await environment.end()
    if (environment.alive) pool.idle.push(environment)
    if (outcome.ok) {
      if (next.waiter) peopleWaitMs += (outcome.waitedMs - peopleWaitMs) * NEWEST_SHARE
      else backgroundWaitMs += (outcome.waitedMs - backgroundWaitMs) * NEWEST_SHARE
    }
    if (!next.waiter) background--
    next.done({ ...outcome, cold, backgroundWaitMs: Math.max(backgroundWaitMs, longestHeldBack()) })
    serveNext(pool)
    serveHeldBack()
  }

  function endOldestIdle(): boolean {
    let oldest: Environment | undefined
    for (const { idle } of pools.values()) {
      if (idle[0] && (!oldest || idle[0].lastUsedAt < oldest.lastUsedAt)) oldest = idle[0]
    }
    // What was in use a moment ago will be again: to end it would only move the start to another function.
    if (!oldest || oldest.lastUsedAt > Date.now() - options.settledMs) return false
    endIdle(oldest)
    return true
  }

  function endIdle(environment: Environment) {
    for (const { idle } of pools.values()) {
      const at = idle.indexOf(environment)
      if (at >= 0) idle.splice(at, 1)
    }
    environment.end().catch((error) => options.log.error('An idle environment did not end', error))
  }

  function reap() {
    const before = Date.now() - options.idleMs
    for (const { idle } of pools.values()) {
      for (const environment of idle.filter(({ lastUsedAt }) => lastUsedAt < before)) endIdle(environment)
    }
  }

  async function stop() {
    stopping = true
    clearInterval(reaper)
    clearInterval(sweeper)
    for (const { nextLook, waiting } of pools.values()) {
      clearTimeout(nextLook)
      for (const each of waiting.splice(0)) each.done(unserved('abandoned'))
    }
    const all = [...pools.values()].flatMap((pool) => [...pool.all])
    await Promise.all(all.map((environment) => environment.end?.()))
  }

  /** One after the other: all at once would be a load of its own. */
  async function measure(collect: boolean) {
    const found = []
    for (const [id, environment] of [...byId]) {
      const memory = await environment.measure(collect)
      if (memory) found.push({ id, function: environment.functionName, ...memory })
    }
    return found
  }

  return {
    invoke,
    stop,
    measure,
    count: (arn: string) => pools.get(arn)?.all.size ?? 0,
    /** Ends an environment in the middle of whatever it does. */
    end: async (id: string) => byId.get(id)?.end(),
  }
}

const isAbandoned = ({ waiter, withdrawn }: Waiting) => waiter?.aborted || withdrawn?.aborted

const unserved = (unserved: 'throttled' | 'abandoned'): PoolOutcome => ({
  ok: false,
  error: {
    errorType: unserved === 'throttled' ? 'TooManyRequestsException' : 'Abandoned',
    errorMessage: unserved === 'throttled' ? 'Rate Exceeded.' : 'Nobody waited for it any more before it began.',
  },
  durationMs: 0,
  cold: false,
  unserved,
})

/** The system gives no more threads, say. */
const notCreated = (thrown: unknown) => ({
  errorType: 'ServiceException',
  errorMessage: `The execution environment could not be created: ${thrown}`,
})

export type EnvironmentPool = ReturnType<typeof createEnvironmentPool>
