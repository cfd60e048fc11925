import { describe, expect, it } from '@jest/globals'
import { EmbeddedMetrics } from '../../../localstack/embedded/logs/embedded-metrics.ts'

const aLine = (value: unknown, dimensions: Record<string, string> = { service: 'a' }, more: object = {}) =>
  JSON.stringify({
    _aws: {
      Timestamp: 1_700_000_000_000,
      CloudWatchMetrics: [
        { Namespace: 'N', Dimensions: [Object.keys(dimensions)], Metrics: [{ Name: 'Depth', Unit: 'Count' }] },
      ],
    },
    ...dimensions,
    Depth: value,
    ...more,
  })

function readAll(...lines: string[]) {
  const metrics = new EmbeddedMetrics()
  for (const line of lines) metrics.read(line)
  return metrics.list()
}

describe('Metrics in log lines', () => {
  it('are shown with their newest value, by name and dimensions', () => {
    expect(readAll(aLine(1), aLine(7), aLine(3, { service: 'b' }))).toEqual([
      {
        namespace: 'N',
        name: 'Depth',
        unit: 'Count',
        dimensions: { service: 'a' },
        value: 7,
        at: '2023-11-14T22:13:20.000Z',
        count: 2,
      },
      {
        namespace: 'N',
        name: 'Depth',
        unit: 'Count',
        dimensions: { service: 'b' },
        value: 3,
        at: '2023-11-14T22:13:20.000Z',
        count: 1,
      },
    ])
  })

  it('are found behind what the runtime puts before a line, and in lists of values', () => {
    expect(readAll(`2026-11-05T12:00:00Z request INFO ${aLine([1, 2, 4])}`)).toMatchObject([{ value: 4 }])
  })

  it('are not taken from other lines, broken lines, or members that are no numbers', () => {
    expect(readAll('{"message":"hello"}', 'it says "_aws" here', '{"_aws":', aLine('text'), aLine(undefined))).toEqual(
      [],
    )
  })

  it('do not fill the memory when a dimension takes any value', () => {
    const lines = Array.from({ length: 1500 }, (_, n) => aLine(n, { id: `id-${n}` }))
    const kept = readAll(...lines)
    expect(kept).toHaveLength(1000)
    expect(kept.some(({ value }) => value === 1499)).toBe(true)
  })
})
