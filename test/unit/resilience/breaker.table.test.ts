import { setTimeout as wait } from 'node:timers/promises'
import { afterAll, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals'
import { dynamodb } from '../../../functions/shared/clients/dynamodb.ts'
import { Problem, StepFailure } from '../../../functions/shared/errors.ts'
import { newId } from '../../../functions/shared/ids.ts'
import { Breaker, BreakerOpen } from '../../../functions/shared/resilience/breaker/breaker.ts'
import { limitsFor } from '../../../functions/shared/resilience/breaker/limits.ts'
import { readBreaker } from '../../../functions/shared/resilience/breaker/store.ts'
import { allItems, startTable } from '../../support/dynamodb.ts'
import { metricsDuring } from '../../support/metrics.ts'

let table: Awaited<ReturnType<typeof startTable>>
let dependency: string
let now: number
const limits = limitsFor(4_000)
const later = (ms: number) => {
  now += ms
}
beforeAll(async () => {
  table = await startTable()
  process.env.SERVICE_NAME = 'tests'
})
afterAll(async () => {
  dynamodb.destroy()
  await table.stop()
})
beforeEach(() => {
  dependency = `dependency-${newId()}`
  now = Date.parse('2026-11-05T12:00:00Z')
})

/** What one execution environment knows. */
const anEnvironment = () => new Breaker({ dependency, limits, clock: () => now })
const works = async () => 'answer'
const fails = async () => {
  throw new Error('no answer')
}
/** `answer`, `open` for a call that was not made, or the error's text. */
const outcomeOf = (breaker: Breaker, call: () => Promise<string>) =>
  breaker.run(call).catch((error: Error) => (error instanceof BreakerOpen ? 'open' : error.message))

async function anOpenBreaker(): Promise<Breaker> {
  const breaker = anEnvironment()
  for (let n = 0; n < limits.failuresUntilOpen; n++) await outcomeOf(breaker, fails)
  return breaker
}

function countCalls() {
  const spy = jest.spyOn(dynamodb, 'send')
  return {
    taken() {
      const { length } = spy.mock.calls
      spy.mockClear()
      return length
    },
    stop: () => spy.mockRestore(),
  }
}

describe('A closed breaker', () => {
  it('costs one read in an environment that calls for the first time, and nothing while its calls succeed', async () => {
    const breaker = anEnvironment()
    const calls = countCalls()
    await breaker.run(works)
    const first = calls.taken()
    for (let n = 0; n < 50; n++) {
      later(1000)
      await breaker.run(works)
    }
    const next = calls.taken()
    calls.stop()

    expect([first, next]).toEqual([1, 0])
    expect(await readBreaker(dependency)).toBeUndefined()
  })

  it('opens after five failures in a row, whichever environments they were in', async () => {
    for (let n = 1; n < limits.failuresUntilOpen; n++) await outcomeOf(anEnvironment(), fails)
    expect(await outcomeOf(anEnvironment(), works)).toBe('answer')
    for (let n = 1; n < limits.failuresUntilOpen; n++) await outcomeOf(anEnvironment(), fails)
    const last = await outcomeOf(anEnvironment(), fails)

    expect(last).toBe('no answer')
    expect(await outcomeOf(anEnvironment(), works)).toBe('open')
  })

  it('forgets failures that are long ago', async () => {
    const breaker = anEnvironment()
    for (let n = 0; n < 20; n++) {
      await outcomeOf(breaker, fails)
      later(limits.memoryMs)
    }
    expect(await outcomeOf(breaker, works)).toBe('answer')
  })

  it.each([
    ['a step’s named outcome', new StepFailure('OutOfStock', 'none left')],
    ['a problem of the request', new Problem('NOT_FOUND', 'no such order')],
    ['a refusal by AWS', Object.assign(new Error('bad address'), { $metadata: { httpStatusCode: 400 } })],
    ['an input that breaks the contract', Object.assign(new Error('unhandled'), { name: 'CalleeFailed $ZodError' })],
  ])('takes %s for an answer', async (_, refusal) => {
    const breaker = anEnvironment()
    for (let n = 0; n < 20; n++) {
      await outcomeOf(breaker, async () => {
        throw refusal
      })
    }
    expect(await outcomeOf(breaker, works)).toBe('answer')
    expect(await readBreaker(dependency)).toBeUndefined()
  })

  it('counts a throttle as a failure, for it meets the next caller as well', async () => {
    const breaker = anEnvironment()
    for (let n = 0; n < limits.failuresUntilOpen; n++) {
      await outcomeOf(breaker, async () => {
        throw Object.assign(new Error('slower'), { name: 'Throttling', $metadata: { httpStatusCode: 400 } })
      })
    }
    expect(await outcomeOf(anEnvironment(), works)).toBe('open')
  })

  it('lets calls through when its own table does not answer', async () => {
    const breaker = anEnvironment()
    const spy = jest.spyOn(dynamodb, 'send').mockImplementation(() => Promise.reject(new Error('no table')))
    const outcomes = [await outcomeOf(breaker, works), await outcomeOf(breaker, fails)]
    spy.mockRestore()

    expect(outcomes).toEqual(['answer', 'no answer'])
  })
})

describe('An open breaker', () => {
  it('makes no call, tells until when, and costs no more than a read every two seconds', async () => {
    const breaker = await anOpenBreaker()
    const calls = countCalls()
    const work = jest.fn(works)
    for (let n = 0; n < 40; n++) {
      await outcomeOf(breaker, work)
      later(100)
    }
    const reads = calls.taken()
    calls.stop()

    expect(work).not.toHaveBeenCalled()
    expect(reads).toBeLessThanOrEqual(2)
    await expect(breaker.admit()).rejects.toMatchObject({ until: new Date(now + 1000) })
  })

  it('lets exactly one of fifty environments try when its time is over', async () => {
    await anOpenBreaker()
    later(limits.openMs)
    let calls = 0
    const probe = async () => {
      calls++
      await wait(20)
      return 'answer'
    }

    const outcomes = await Promise.all(Array.from({ length: 50 }, () => outcomeOf(anEnvironment(), probe)))

    expect(calls).toBe(1)
    expect(outcomes.filter((outcome) => outcome === 'open')).toHaveLength(49)
    expect(await outcomeOf(anEnvironment(), works)).toBe('answer')
  })

  it('stays open for as long again after each probe that failed', async () => {
    await anOpenBreaker()
    const pauses = []
    let until = now + limits.openMs
    for (let n = 0; n < 5; n++) {
      now = until
      expect(await outcomeOf(anEnvironment(), fails)).toBe('no answer')
      until = (await readBreaker(dependency))!.openUntil
      pauses.push(until - now)
    }
    expect(pauses).toEqual(Array(5).fill(limits.openMs))
  })

  it('lets another try when a probe was lost, and does not listen to the lost one any more', async () => {
    await anOpenBreaker()
    later(limits.openMs)
    const lost = await anEnvironment().admit()
    expect(await outcomeOf(anEnvironment(), works)).toBe('open')
    later(limits.probeMs)
    const second = await anEnvironment().admit()

    await lost.run(works)
    expect(await outcomeOf(anEnvironment(), works)).toBe('open')
    await second.run(works)
    expect(await outcomeOf(anEnvironment(), works)).toBe('answer')
  })

  it('gives the place of a probe that was not needed to the next', async () => {
    await anOpenBreaker()
    later(limits.openMs)
    const admission = await anEnvironment().admit()
    await admission.giveBack()

    expect(await outcomeOf(anEnvironment(), works)).toBe('answer')
  })

  it('is closed by a probe that was refused: who refuses is well', async () => {
    await anOpenBreaker()
    later(limits.openMs)
    const refused = async () => {
      throw new Problem('NOT_FOUND', 'no such order')
    }
    await outcomeOf(anEnvironment(), refused)

    expect(await outcomeOf(anEnvironment(), works)).toBe('answer')
  })

  it('leaves the table by itself', async () => {
    await anOpenBreaker()
    const item = (await allItems(table.tableName)).find(({ pk }) => pk === `BREAKER#${dependency}`)
    expect(item?.expiresAt).toBe(now / 1000 + 3600)
  })
})

describe('What operators hear of a breaker', () => {
  it('is a metric when it opens, at each probe that fails, and when it closes', async () => {
    const metrics = await metricsDuring(async () => {
      await anOpenBreaker()
      later(limits.openMs)
      await outcomeOf(anEnvironment(), fails)
      later(limits.openMs)
      await outcomeOf(anEnvironment(), works)
    })

    expect(metrics.map(({ BreakerOpen }) => BreakerOpen)).toEqual([1, 1, 0])
    expect(metrics[0]).toMatchObject({
      service: 'tests',
      dependency,
      _aws: { CloudWatchMetrics: [{ Namespace: 'Tradewind', Dimensions: [['service', 'stage', 'dependency']] }] },
    })
  })
})
