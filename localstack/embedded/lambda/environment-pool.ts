/**
 * Execution environments of all functions: reused while warm, started when needed up to a limit per function, ended when
 * idle. Invocations over the limit wait in order, and for a moment also below it; AWS would scale out instead.
 */
import { availableParallelism } from 'node:os'
import type { Log } from '../types.ts'
import { type Environment, type EnvironmentOptions, type Outcome, startEnvironment } from './environment.ts'
import type { Invocation } from './environment-messages.ts'
import type { FunctionConfig } from './function-config.ts'

export interface PoolOptions {
  readonly maxPerFunction: number
  /** Idle environments are ended to stay below it; a function without any may always start one. */
  readonly maxTotal: number
  readonly idleMs: number
  /** How long an invocation waits for a busy environment before another one is started. */
  readonly patienceMs: number
  readonly compileCacheFolder?: string
  readonly log: Log
  /** @param environment id of the environment that gets them. */
  variables(config: FunctionConfig, environment: string): Record<string, string>
}

export type PoolOutcome = Outcome & { readonly cold: boolean }

interface Waiting {
  readonly invocation: Omit<Invocation, 'deadline'>
  readonly onLog: (line: string) => void
  /** The environment ends with this invocation. */
  readonly dies: boolean
  readonly done: (outcome: PoolOutcome) => void
  /** Milliseconds, monotonic. */
  readonly since: number
}

interface FunctionPool {
  readonly config: FunctionConfig
  /** Most recently used last. */
  readonly idle: Environment[]
  readonly all: Set<Environment>
  readonly waiting: Waiting[]
  /** Looks again whether those waiting have waited long enough. */
  nextLook?: NodeJS.Timeout | undefined
}

export function createEnvironmentPool(options: PoolOptions) {
  const pools = new Map<string, FunctionPool>()
  const byId = new Map<string, Environment>()
  let started = 0
  // Loading is CPU bound: many cold starts at once only make each other late.
  const maxLoading = Math.max(2, availableParallelism())
  const loadQueue: (() => void)[] = []
  let loading = 0
  let total = 0
  let stopping = false
  const reaper = setInterval(reap, Math.min(options.idleMs, 30_000))
  reaper.unref()

  function poolOf(config: FunctionConfig): FunctionPool {
    const known = pools.get(config.arn)
    if (known) return known
    const pool: FunctionPool = { config, idle: [], all: new Set<Environment>(), waiting: [] }
    pools.set(config.arn, pool)
    return pool
  }

  function invoke(
    config: FunctionConfig,
    invocation: Waiting['invocation'],
    onLog: Waiting['onLog'],
    { dies = false } = {},
  ) {
    return new Promise<PoolOutcome>((done) => {
      const pool = poolOf(config)
      pool.waiting.push({ invocation, onLog, dies, done, since: performance.now() })
      serveNext(pool)
    })
  }

  function serveNext(pool: FunctionPool): void {
    while (pool.waiting.length > 0) {
      const warm = pool.idle.pop()
      if (warm && !warm.alive) continue
      if (!warm && (isWorthWaiting(pool) || !mayStart(pool))) return
      const next = pool.waiting.shift()!
      if (warm) run(pool, warm, next, false)
      else void startFor(pool, next)
    }
  }

  /** Most invocations take milliseconds where a start takes a core a tenth of a second and keeps 30 MB. */
  function isWorthWaiting(pool: FunctionPool): boolean {
    if (pool.all.size === 0) return false
    const left = pool.waiting[0]!.since + options.patienceMs - performance.now()
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

  async function startFor(pool: FunctionPool, next: Waiting) {
    total++
    const { environment, error } = await loaded(pool, next)
    if (error) {
      next.done({ ok: false, error, durationMs: 0, cold: true })
      serveNext(pool)
    } else {
      run(pool, environment, next, true)
    }
  }

  async function loaded(pool: FunctionPool, { onLog }: Waiting) {
    // The set must grow at once, so that the limit counts environments that wait for their turn to load.
    const placeholder = {} as Environment
    pool.all.add(placeholder)
    if (loading >= maxLoading) await new Promise<void>((turn) => loadQueue.push(turn))
    loading++
    const id = String(++started)
    const environment = startEnvironment({
      config: pool.config,
      variables: options.variables(pool.config, id),
      compileCacheFolder: options.compileCacheFolder,
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
    const error = await environment.ready
    loading--
    loadQueue.shift()?.()
    if (!error) return { environment, error }
    await environment.end()
    return { environment, error }
  }

  async function run(pool: FunctionPool, environment: Environment, next: Waiting, cold: boolean) {
    const outcome = await environment.invoke(next.invocation, next.onLog)
    if (next.dies) await environment.end()
    if (environment.alive) pool.idle.push(environment)
    next.done({ ...outcome, cold })
    serveNext(pool)
  }

  function endOldestIdle(): boolean {
    let oldest: Environment | undefined
    for (const { idle } of pools.values()) {
      if (idle[0] && (!oldest || idle[0].lastUsedAt < oldest.lastUsedAt)) oldest = idle[0]
    }
    if (oldest) endIdle(oldest)
    return oldest !== undefined
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
    for (const { nextLook } of pools.values()) clearTimeout(nextLook)
    const all = [...pools.values()].flatMap((pool) => [...pool.all])
    await Promise.all(all.map((environment) => environment.end?.()))
  }

  return {
    invoke,
    stop,
    count: (arn: string) => pools.get(arn)?.all.size ?? 0,
    /** Ends an environment in the middle of whatever it does. */
    end: async (id: string) => byId.get(id)?.end(),
  }
}

export type EnvironmentPool = ReturnType<typeof createEnvironmentPool>
