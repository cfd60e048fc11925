import type { QuietHours } from './preferences.ts'

const MINUTE = 60_000
/** Quiet hours are shorter than a day; a change of the clocks adds up to three hours in the odd time zone. */
const MOST_MINUTES = 27 * 60

/**
 * When the quiet hours end that `now` is in; undefined outside of them. They are hours of the wall clock: a night in which
 * the clocks change is shorter or longer, and an end that the clocks skip is the moment of the change.
 */
export function quietUntil(now: Date, { from, to, timeZone }: QuietHours): Date | undefined {
  const clock = new Intl.DateTimeFormat('en-GB', { timeZone, hour: '2-digit', minute: '2-digit', hourCycle: 'h23' })
  const isQuiet = (at: Date) => isWithin(clock.format(at), from, to)
  if (!isQuiet(now)) return undefined
  const minute = Math.floor(now.getTime() / MINUTE)
  for (let n = 1; n <= MOST_MINUTES; n++) {
    const at = new Date((minute + n) * MINUTE)
    if (!isQuiet(at)) return at
  }
  return undefined
}

/** Times of day as `HH:MM`, which compare as text. From 22:00 to 07:00 goes over midnight. */
const isWithin = (time: string, from: string, to: string): boolean =>
  from <= to ? from <= time && time < to : from <= time || time < to
