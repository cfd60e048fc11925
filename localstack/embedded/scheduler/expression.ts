/** Schedule expressions of EventBridge rules and Scheduler: `rate(5 minutes)`, `cron(0 2 * * ? *)`, `at(2026-01-31T08:00:00)`. */
import { parseCron } from './cron.ts'

export interface Schedule {
  /** The first moment after `after` (epoch ms), or undefined when none follows. `anchor` is where a rate counts from. */
  next(after: number, anchor: number): number | undefined
}

const unitMs: Record<string, number> = { minute: 60_000, hour: 3_600_000, day: 86_400_000 }

/** @throws Error that names the expression and the fault. */
export function parseSchedule(expression: string, timeZone = 'UTC'): Schedule {
  const [, kind, body] = /^(rate|cron|at)\((.+)\)$/.exec(expression.trim()) ?? []
  try {
    if (kind === 'rate') return rate(body!)
    if (kind === 'cron') return parseCron(body!, timeZone)
    if (kind === 'at') return at(body!, timeZone)
    throw new Error('it must be rate(…), cron(…) or at(…)')
  } catch (error) {
    throw new Error(`The schedule expression "${expression}" is not valid: ${(error as Error).message}`)
  }
}

function rate(body: string): Schedule {
  const [, value, unit] = /^(\d+) (minute|hour|day)s?$/.exec(body.trim()) ?? []
  if (!value || !unit || Number(value) < 1) throw new Error('a rate is a positive number and minutes, hours or days')
  const period = Number(value) * unitMs[unit]!
  return { next: (after, anchor) => anchor + (Math.floor(Math.max(0, after - anchor) / period) + 1) * period }
}

function at(body: string, timeZone: string): Schedule {
  const [, ...parts] = /^(\d{4})-(\d{2})-(\d{2})T(\d{2}):(\d{2}):(\d{2})$/.exec(body.trim()) ?? []
  if (parts.length === 0) throw new Error('a time is written as 2026-01-31T08:00:00')
  const [year, month, day, hour, minute, second] = parts.map(Number)
  const moment = fromWallClock(Date.UTC(year!, month! - 1, day, hour, minute, second), timeZone)
  return { next: (after) => (moment > after ? moment : undefined) }
}

/** The moment at which a clock in the zone shows what a UTC clock shows at `wall`. */
export function fromWallClock(wall: number, timeZone: string): number {
  // Twice, because the offset at the guess may differ from the offset at the result when the clocks change between.
  const guess = wall - offset(wall, timeZone)
  return wall - offset(guess, timeZone)
}

/** What a UTC clock would have to show to look like a clock in the zone. */
export const toWallClock = (moment: number, timeZone: string): number => moment + offset(moment, timeZone)

const formats = new Map<string, Intl.DateTimeFormat>()

function offset(moment: number, timeZone: string): number {
  if (timeZone === 'UTC' || timeZone === 'Etc/UTC') return 0
  let format = formats.get(timeZone)
  if (!format) {
    const numeric = 'numeric' as const
    format = new Intl.DateTimeFormat('en-US', {
      timeZone,
      hourCycle: 'h23',
      year: numeric,
      month: numeric,
      day: numeric,
      hour: numeric,
      minute: numeric,
      second: numeric,
    })
    formats.set(timeZone, format)
  }
  const part = Object.fromEntries(format.formatToParts(moment).map(({ type, value }) => [type, Number(value)]))
  const wall = Date.UTC(part.year!, part.month! - 1, part.day, part.hour, part.minute, part.second)
  return wall - Math.floor(moment / 1000) * 1000
}
