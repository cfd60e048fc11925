import { describe, expect, it } from '@jest/globals'
import { judge } from '../../../bin/lib/soak/judge.ts'
import { soakTable } from '../../../bin/lib/soak/report.ts'
import type { Sample } from '../../../bin/lib/soak/sample.ts'
import { slopeOf, withoutEffectOf } from '../../../bin/lib/soak/slope.ts'
import { Random } from '../../../bin/lib/sums/random.ts'

const MB = 1024 * 1024
const random = new Random(1)
/** As measurements differ: up to so much more or less. */
const noise = (most: number) => (random.next() * 2 - 1) * most

/** Half an hour, a sample every 30 seconds; what grows is told by `change`, for the minute of the run. */
function samples(change: (minute: number) => Partial<Sample> = () => ({})): Sample[] {
  return Array.from({ length: 60 }, (_, n) => ({
    at: n * 30,
    rss: (800 + noise(10)) * MB,
    fileDescriptors: 400,
    engineRss: 50 * MB,
    cloudHeap: (60 + noise(0.5)) * MB,
    environments: [{ id: '1', function: 'place-order', heap: (20 + noise(0.2)) * MB }],
    queued: n % 3,
    deadLetters: 0,
    ...change(n / 2),
  }))
}
const growing = (all: readonly Sample[]) =>
  judge(all)
    .filter(({ flat }) => !flat)
    .map(({ what }) => what)

describe('A soak', () => {
  it('finds nothing where values only differ', () => {
    expect(growing(samples())).toEqual([])
  })

  it.each<[string, (minute: number) => Partial<Sample>, RegExp]>([
    ['the process', (minute) => ({ rss: (800 + 0.6 * minute + noise(5)) * MB }), /the process/],
    ['the local cloud', (minute) => ({ cloudHeap: (60 + 0.2 * minute + noise(0.5)) * MB }), /own heap/],
    ['descriptors', (minute) => ({ fileDescriptors: 400 + minute }), /file descriptors/],
    ['a queue', (minute) => ({ queued: 4 * minute }), /queues/],
    [
      'a function',
      (minute) => ({ environments: [{ id: '7', function: 'search', heap: (20 + 0.2 * minute) * MB }] }),
      /^search \(environment 7\)$/,
    ],
  ])('finds what %s loses', (_, change, name) => {
    const found = growing(samples(change))

    expect(found).toEqual([expect.stringMatching(name)])
    expect(soakTable(judge(samples(change)))).toMatch(/^GROWS {2}/m)
  })

  it('takes no notice of the beginning, when caches fill', () => {
    expect(growing(samples((minute) => ({ cloudHeap: (minute < 7 ? 40 + 3 * minute : 61) * MB })))).toEqual([])
  })

  it('does not take more environments for a leak', () => {
    const one = { id: '1', function: 'place-order', heap: 20 * MB }
    const more = (minute: number) => {
      const environments = Array.from({ length: minute > 20 ? 9 : 4 + (Math.floor(minute) % 3) }, () => one)
      return { environments, rss: (700 + 20 * environments.length) * MB }
    }

    expect(growing(samples(more))).not.toContainEqual(expect.stringMatching(/the process/))
  })

  it('begins anew with an environment that was replaced', () => {
    const replaced = (minute: number) => ({
      environments: [{ id: minute < 18 ? '1' : '2', function: 'search', heap: (minute < 18 ? 20 : 26) * MB }],
    })

    expect(growing(samples(replaced))).toEqual([])
  })
})

describe('A slope', () => {
  it('is per ten minutes, with what it may be off', () => {
    const line = Array.from({ length: 20 }, (_, n) => ({ at: n * 30, value: 5 + n * 0.1 }))

    expect(slopeOf(line).perTenMinutes).toBeCloseTo(2)
    expect(slopeOf(line).margin).toBeCloseTo(0)
    expect(slopeOf(line.map(({ at, value }) => ({ at, value: value + noise(1) }))).margin).toBeGreaterThan(0.3)
  })

  it('stays when what else explains the values is taken out', () => {
    const counts = Array.from({ length: 40 }, (_, n) => 3 + (n % 5))
    const points = counts.map((count, n) => ({ at: n * 30, value: 100 + count * 20 + n * 0.1 }))

    expect(slopeOf(withoutEffectOf(points, counts)).perTenMinutes).toBeCloseTo(2, 1)
  })
})
