import { availableParallelism } from 'node:os'
import { beforeEach, describe, expect, it, jest } from '@jest/globals'
import { type Admission, createAdmission } from '../../../localstack/embedded/http-api/admission.ts'
import type { Urgency } from '../../../localstack/embedded/urgency.ts'

const LEAST = 8 * availableParallelism()
const here = new AbortController().signal
let admission: Admission
let answers: Record<Urgency, boolean[]>

beforeEach(() => {
  jest.useFakeTimers()
  admission = createAdmission()
  answers = { browse: [], read: [], write: [] }
})

function arrive(urgency: Urgency, count: number, gone = here) {
  for (let n = 0; n < count; n++) void admission.enter(urgency, gone).then((answer) => answers[urgency].push(answer))
}
const admitted = (urgency: Urgency) => answers[urgency].filter(Boolean).length
const refused = (urgency: Urgency) => answers[urgency].filter((answer) => !answer).length
const pass = (ms: number) => jest.advanceTimersByTimeAsync(ms)

/** The processors are overloaded, or not, for so long. */
async function run(lateMs: number, seconds: number) {
  for (let ms = 0; ms < seconds * 1000; ms += 50) {
    admission.late(lateMs)
    await pass(50)
  }
}

/** As many are let in as the least limit has room for. */
async function overloaded() {
  await run(500, 3)
}

describe('The door of an HTTP API', () => {
  it('lets everybody in while threads run on time, however many there are', async () => {
    arrive('browse', 1000)
    await run(1, 1)

    expect(admitted('browse')).toBe(1000)
  })

  it('lets everybody in while requests only wait for something', async () => {
    arrive('write', 500)
    await run(0, 60)
    arrive('browse', 500)
    await pass(0)

    expect([admitted('write'), admitted('browse')]).toEqual([500, 500])
  })

  it('closes for those who look and ask, not for those who buy, while sagas and queues get no processor', async () => {
    const stoodStill = async (backgroundMs: number) => {
      for (let n = 0; n < 60; n++) {
        admission.late(1, backgroundMs)
        await pass(50)
      }
      answers = { browse: [], read: [], write: [] }
    }
    const come = async () => {
      for (const urgency of ['browse', 'read', 'write'] as const) arrive(urgency, LEAST)
      await pass(0)
      return { browse: admitted('browse'), read: admitted('read'), write: admitted('write') }
    }

    await stoodStill(90)
    expect(await come()).toEqual({ browse: LEAST, read: LEAST, write: LEAST })
    await stoodStill(500)
    arrive('write', 1)
    await pass(0)
    expect(admitted('write')).toBe(1)
    for (let n = 0; n < LEAST; n++) for (const urgency of ['browse', 'read'] as const) admission.leave(urgency)
    const { browse, read, write } = await come()
    expect(browse).toBe(2 * availableParallelism())
    expect(browse + read).toBe(3 * availableParallelism())
    expect(write).toBe(1 + LEAST)
  })

  it('leaves room for those who are about to buy when processors are late', async () => {
    await overloaded()
    for (const urgency of ['browse', 'read', 'write'] as const) arrive(urgency, 2 * LEAST)
    await pass(0)

    expect(admitted('browse')).toBe(LEAST / 2)
    expect(admitted('browse') + admitted('read')).toBe(LEAST * 0.75)
    expect(admitted('browse') + admitted('read') + admitted('write')).toBe(LEAST)
  })

  it('lets a burst wait for its turn, the most urgent first', async () => {
    await overloaded()
    arrive('write', LEAST)
    arrive('browse', 3)
    arrive('write', 3)
    await run(500, 0.5)
    expect([admitted('write'), answers.browse.length]).toEqual([LEAST, 0])

    for (let n = 0; n < 3; n++) admission.leave('write')
    await pass(0)
    expect([admitted('write'), answers.browse.length]).toEqual([LEAST + 3, 0])

    for (let n = 0; n < LEAST; n++) admission.leave('write')
    await pass(0)
    expect(admitted('browse')).toBe(3)
  })

  it('refuses within a third of a second while more come than leave: browsing soon, others after a while', async () => {
    await overloaded()
    arrive('write', LEAST)
    const waits: Record<Urgency, number[]> = { browse: [], read: [], write: [] }
    const come = (urgency: Urgency) => {
      const since = performance.now()
      void admission.enter(urgency, here).then(() => waits[urgency].push(performance.now() - since))
    }

    for (let ms = 0; ms < 9_000; ms += 50) {
      come('browse')
      come('write')
      await run(500, 0.05)
    }

    expect(waits.browse.length).toBeGreaterThan(120)
    expect(waits.browse.slice(50).filter((wait) => wait > 350)).toEqual([])
    expect(waits.write).toEqual([])

    for (let ms = 0; ms < 32_000; ms += 50) {
      come('write')
      await run(500, 0.05)
    }
    expect(waits.write.length).toBeGreaterThan(400)
    expect(waits.write.slice(-30).filter((wait) => wait > 450)).toEqual([])
  })

  it('is patient with a first burst, and refuses soon when there was no room a moment ago already', async () => {
    await overloaded()
    arrive('write', LEAST)
    const burst = async (ms: number) => {
      answers.browse = []
      arrive('browse', 4)
      await run(500, ms / 1000)
      const early = answers.browse.length
      for (let n = 0; n < LEAST; n++) admission.leave('write')
      await pass(0)
      for (let n = 0; n < admitted('browse'); n++) admission.leave('browse')
      arrive('write', LEAST)
      return early
    }

    expect(await burst(900)).toBe(0)
    expect(await burst(1_200)).toBe(4)
    expect(await burst(500)).toBe(4)
    await run(500, 6)
    expect(await burst(900)).toBe(0)
  })

  it('drops who has gone meanwhile without letting them in', async () => {
    const client = new AbortController()
    await overloaded()
    arrive('write', LEAST)
    arrive('write', 1, client.signal)
    await pass(0)
    client.abort()
    admission.leave('write')
    arrive('read', 0)
    await pass(100)

    expect([admitted('write'), refused('write')]).toEqual([LEAST, 1])
    expect(admission.state).toMatchObject({ underWay: LEAST - 1 })
  })

  it('opens again within seconds when the load is over', async () => {
    await overloaded()
    await run(1, 5)
    arrive('browse', 200)
    await pass(0)

    expect(admitted('browse')).toBe(200)
  })
})
