import { mkdtempSync, writeFileSync } from 'node:fs'
import { availableParallelism, getPriority, tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from '@jest/globals'
import { createEnvironmentPool, type PoolOptions } from '../../../localstack/embedded/lambda/environment-pool.ts'
import type { FunctionConfig } from '../../../localstack/embedded/lambda/function-config.ts'
import { isOverdue, type Urgency } from '../../../localstack/embedded/urgency.ts'
import { removeFolder } from '../support/assembly.ts'
import { busyAfterwards } from '../support/busy-afterwards.ts'
import { atEnd, until } from '../support/cloud.ts'

const quiet = { info() {}, warn() {}, error() {} }

const counting =
  'let calls = 0; export const handler = (wait) => new Promise((done) => setTimeout(done, wait, ++calls))'

interface More {
  urgency?: Urgency
  withdrawn?: AbortSignal
}

function aPool({ code = counting, ...options }: Partial<PoolOptions> & { code?: string } = {}) {
  const codeFolder = mkdtempSync(join(tmpdir(), 'code-'))
  writeFileSync(join(codeFolder, 'index.mjs'), code)
  const pool = createEnvironmentPool({
    maxPerFunction: 2,
    maxTotal: 10,
    idleMs: 60_000,
    settledMs: 0,
    patienceMs: 0,
    log: quiet,
    variables: () => ({}),
    ...options,
  })
  atEnd(() => removeFolder(codeFolder))
  atEnd(() => pool.stop())
  const call = async (name: string, wait = 0, waiter?: AbortSignal, more: More = {}) => {
    const config = { arn: name, name, handler: 'index.handler', codeFolder, memoryMb: 128, timeoutSeconds: 60 }
    const invocation = { requestId: `${name}-${Math.random()}`, arn: name, payload: String(wait), traceId: '' }
    const outcome = await pool.invoke(config as unknown as FunctionConfig, invocation, () => {}, { waiter, ...more })
    const payload = outcome.ok ? outcome.payload : 'null'
    return { ...outcome, payload, calls: Number(payload) }
  }
  return { pool, call }
}

describe('execution environments', () => {
  it('are at most so many per function, however many invocations come', async () => {
    const { pool, call } = aPool({ maxPerFunction: 2 })

    const outcomes = await Promise.all(Array.from({ length: 8 }, () => call('a', 20)))

    expect(outcomes.filter(({ cold }) => cold)).toHaveLength(2)
    expect(pool.count('a')).toBe(2)
    expect(outcomes.reduce((sum, { ok }) => sum + Number(ok), 0)).toBe(8)
  })

  it('are not started for invocations that one which is there serves soon', async () => {
    const { pool, call } = aPool({ patienceMs: 5_000 })

    const outcomes = await Promise.all(Array.from({ length: 8 }, () => call('a')))

    expect(outcomes.map(({ calls }) => calls)).toEqual([1, 2, 3, 4, 5, 6, 7, 8])
    expect(pool.count('a')).toBe(1)
  })

  it('are started when the one which is there stays busy', async () => {
    const { pool, call } = aPool({ patienceMs: 20 })

    const outcomes = await Promise.all([call('a', 1_000), call('a', 1_000)])

    expect(outcomes.map(({ calls }) => calls)).toEqual([1, 1])
    expect(pool.count('a')).toBe(2)
  })

  it('serve whoever has waited longest as soon as one is there: nobody waits for a slow start while another is free', async () => {
    const code = `import { existsSync, writeFileSync } from 'node:fs'
      const isFirst = !existsSync(new URL('loaded', import.meta.url))
      writeFileSync(new URL('loaded', import.meta.url), '')
      if (!isFirst) await new Promise((done) => setTimeout(done, 3_000))
      ${counting}`
    const { pool, call } = aPool({ code })
    await call('a')

    const busy = call('a', 200)
    const next = await call('a')

    expect([(await busy).calls, next.calls]).toEqual([2, 3])
    expect(next.cold).toBe(false)
    expect(pool.count('a')).toBe(2)
  })

  it('load at once for people, however many load behind them', async () => {
    const code = `await new Promise((done) => setTimeout(done, 1_000)); ${counting}`
    const { call } = aPool({ maxTotal: 100, code })
    let loadedBehind = 0
    const behind = Array.from({ length: 4 * availableParallelism() }, async (_, n) => {
      await call(`behind-${n}`)
      loadedBehind++
    })

    await call('waited-for', 0, new AbortController().signal)

    expect(loadedBehind).toBeLessThanOrEqual(2 * availableParallelism())
    await Promise.all(behind)
  })

  it('that can not be loaded fail one invocation each', async () => {
    const { call } = aPool({ code: 'throw new Error("no")' })

    const outcomes = await Promise.all([call('a'), call('a'), call('a')])

    expect(outcomes.map(({ ok }) => ok)).toEqual([false, false, false])
  })

  it('that can not be created, as the system has no thread left, fail one invocation each and take no place', async () => {
    let left = 2
    const variables = () => {
      if (left-- > 0) throw new Error('no thread')
      return {}
    }
    const { pool, call } = aPool({ maxPerFunction: 2, maxTotal: 2, settledMs: 60_000, variables })

    const outcomes = await Promise.all([call('a'), call('a')])

    expect(outcomes).toMatchObject([{ ok: false }, { ok: false }])
    expect(pool.count('a')).toBe(0)
    await Promise.all([call('a', 200), call('a', 200)])
    expect(pool.count('a')).toBe(2)
  })

  it('make room for other functions when there are too many in all', async () => {
    const { pool, call } = aPool({ maxTotal: 2 })
    for (const name of ['a', 'b', 'c']) await call(name)

    await until(() => pool.count('a') + pool.count('b') + pool.count('c') === 3)
    await Promise.all([call('c', 50), call('c', 50)])

    expect(pool.count('c')).toBeLessThanOrEqual(2)
    expect((await call('a')).ok).toBe(true)
  })

  it('make no room for a second one of a function while all are in use', async () => {
    const { pool, call } = aPool({ maxTotal: 2, settledMs: 60_000 })
    for (const name of ['a', 'b']) await call(name)

    await Promise.all([call('b', 50), call('b', 50)])

    expect([pool.count('a'), pool.count('b')]).toEqual([1, 1])
  })

  it('are ended when they are idle for long', async () => {
    const { pool, call } = aPool({ idleMs: 50 })
    await call('a')

    await until(() => pool.count('a') === 0)

    expect(await call('a')).toMatchObject({ ok: true, cold: true, calls: 1 })
  })

  it('serve people first while there are too few processors: what happens behind them takes turns', async () => {
    const cores = availableParallelism()
    const waiter = new AbortController().signal
    const code = `${busyAfterwards}
      export const handler = (ms) => {
        if (ms < 0) return void busyAfterwards(-ms)
        const from = Date.now()
        return new Promise((done) => setTimeout(() => done([from, Date.now()]), ms))
      }`
    const { call } = aPool({ maxTotal: 100, code })
    const beLate = (n: number) => call(`people-${n}`, -60, waiter)
    // Until the pool has seen that they are.
    for (let n = 0; n < 30; n++) await beLate(0)
    let isOver = false
    let longestTold = 0
    const people = Array.from({ length: 2 * cores }, async (_, n) => {
      while (!isOver) longestTold = Math.max(longestTold, (await beLate(n)).backgroundWaitMs!)
    })

    // Long enough that people hear of them also from a busy machine.
    const behind = Array.from({ length: 2 * cores }, (_, n) => call(`behind-${n}`, 800))
    const spans = (await Promise.all(behind)).map(({ payload }) => JSON.parse(payload) as [number, number])
    isOver = true
    await Promise.all(people)

    const under = spans.map(([at]) => spans.filter(([from, to]) => from <= at && at < to).length)
    expect(Math.max(...under)).toBeLessThanOrEqual(cores)
    expect(spans).toHaveLength(2 * cores)
    // Those who had no turn yet count as well: nothing else tells of them.
    expect(longestTold).toBeGreaterThan(100)
  })

  const onLinux = process.platform === 'linux' ? it : it.skip
  onLinux('leave the processors to the local cloud first, then to those that somebody waits for', async () => {
    const code = `import { getPriority } from 'node:os'
      export const handler = () => getPriority()`
    const { call } = aPool({ code })
    const own = getPriority()
    const niceness = async (waiter?: AbortSignal) => Number((await call(`a-${waiter}`, 0, waiter)).payload) - own

    expect([await niceness(new AbortController().signal), await niceness()]).toEqual([Math.min(10, 19 - own), 19 - own])
  })

  it('tell who is waited for how late the others are, so that the door closes while sagas and queues get no processor', async () => {
    const code = `${busyAfterwards}
      export const handler = (ms) => void busyAfterwards(ms)`
    const { call } = aPool({ code })
    const waiter = new AbortController().signal
    const told = async () => (await call('waited-for', 0, waiter)).backgroundWaitMs
    await told()
    expect(await told()).toBeLessThan(25)

    for (let n = 0; n < 20; n++) await call('behind', 100)

    expect(await told()).toBeGreaterThan(25)
  })

  onLinux('tell it also of those that begin at once and then wait for a processor in the middle', async () => {
    const code = `export const handler = async (ms) => {
      await new Promise((resolve) => setTimeout(resolve, 1))
      for (const until = performance.now() + ms; performance.now() < until; );
    }`
    const { call } = aPool({ maxTotal: 100, code })
    const waiter = new AbortController().signal
    let isOver = false
    const people = Array.from({ length: 4 * availableParallelism() }, async (_, n) => {
      while (!isOver) await call(`people-${n}`, 20, waiter)
    })

    for (let n = 0; n < 20; n++) await call('behind', 100)
    const told = (await call('waited-for', 0, waiter)).backgroundWaitMs
    isOver = true
    await Promise.all(people)

    expect(told).toBeGreaterThan(25)
  })

  it('do not begin what nobody waits for any more', async () => {
    const { call } = aPool({ maxPerFunction: 1 })
    const client = new AbortController()
    await call('a')
    const busy = call('a', 300)
    const abandoned = call('a', 0, client.signal)
    const patient = call('a', 0)

    client.abort()

    expect(await abandoned).toMatchObject({ ok: false, unserved: 'abandoned' })
    expect((await busy).calls).toBe(2)
    expect((await patient).calls).toBe(3)
  })

  it('do not begin what its sender took back; what has begun goes on', async () => {
    const { call } = aPool({ maxPerFunction: 1 })
    const sender = new AbortController()
    const { signal: withdrawn } = sender
    await call('a')
    const begun = call('a', 300, undefined, { withdrawn })
    const waiting = call('a', 0, undefined, { withdrawn })
    const patient = call('a')

    sender.abort()

    expect(await waiting).toMatchObject({ ok: false, unserved: 'abandoned' })
    expect(await begun).toMatchObject({ ok: true, calls: 2 })
    expect(await patient).toMatchObject({ ok: true, calls: 3 })
  })

  it('are not started any more once the pool has stopped, and nothing that waits is begun', async () => {
    let started = 0
    const variables = () => ({ NTH: String(++started) })
    const code = `await new Promise((done) => setTimeout(done, 300)); ${counting}`
    const { pool, call } = aPool({ maxPerFunction: 1, maxTotal: 100, code, variables })
    const names = Array.from({ length: 3 * availableParallelism() }, (_, n) => `a-${n}`)
    const calls = names.flatMap((name) => [call(name), call(name)])
    await until(() => started > 0)
    const startedBefore = started

    await pool.stop()

    await until(() => names.every((name) => pool.count(name) === 0))
    expect(started).toBe(startedBefore)
    expect((await Promise.all(calls)).filter(({ ok }) => ok)).toEqual([])
    expect(await call('a-0')).toMatchObject({ ok: false, unserved: 'abandoned' })
  })

  it('keep no more than some megabytes of garbage, however much they make', async () => {
    const code = `import { getHeapSpaceStatistics } from 'node:v8'
      export const handler = () => {
        let window = []
        for (let n = 0; n < 3_000_000; n++) {
          window.push({ n })
          if (window.length > 50_000) window = []
        }
        return getHeapSpaceStatistics().find((space) => space.space_name === 'new_space').physical_space_size
      }`
    const { call } = aPool({ code })

    const { calls: bytes } = await call('a')

    expect(bytes / 1024 ** 2).toBeLessThanOrEqual(6)
  })

  it('refuse nobody in a queue that was empty a moment ago, however long their function is busy already', async () => {
    const { call } = aPool({ maxPerFunction: 1 })
    const here = new AbortController().signal
    await call('a')
    const busy = call('a', 1_800)
    // Longer than a queue may stand in which people look around.
    await call('b', 1_100)

    const served = await call('a', 0, here, { urgency: 'browse' })

    expect(served).toMatchObject({ ok: true, calls: 3 })
    await busy
  })

  it('refuse more than a thousand who wait for an answer, but no event', async () => {
    const { call } = aPool({ maxPerFunction: 1 })
    const here = new AbortController()
    void call('a', 60_000)
    for (let n = 0; n < 1000; n++) void call('a', 0, here.signal)

    expect(await call('a', 0, here.signal)).toMatchObject({ ok: false, unserved: 'throttled' })

    let answered = false
    void call('a', 0).then(() => {
      answered = true
    })
    here.abort()
    await until(async () => (await call('a', 0, here.signal)).ok === false)
    expect(answered).toBe(false)
  })
})

describe('Who waits for an answer', () => {
  it.each([
    ['to look around, in a queue that is worked off', 'browse', 900, 900, false],
    ['to look around, in a queue that stands, and came just now', 'browse', 1_100, 200, false],
    ['to look around, in a queue that stands', 'browse', 1_100, 400, true],
    ['to buy, in a queue that others would find standing', 'write', 29_000, 29_000, false],
    ['to buy, in a queue that stands', 'write', 31_000, 500, true],
  ] as const)('%s', (_, urgency, neverEmptyFor, waitedFor, overdue) => {
    const now = 100_000

    expect(isOverdue(urgency, now - neverEmptyFor, now - waitedFor, now)).toBe(overdue)
  })
})
