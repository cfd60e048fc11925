/** Order ids are ULIDs, so a span of time is a span of ids. Pure. */
import { encodeTime } from 'ulid'

const DAY_MS = 86_400_000
const TIME_CHARS = 10

/** Every id made before this moment is smaller. */
export const firstIdAt = (at: Date): string => encodeTime(at.getTime(), TIME_CHARS)

/** @param day YYYY-MM-DD, in UTC. The bounds are exclusive: no id has the length of a bound. */
export function idsOfDay(day: string): { after: string; before: string } {
  const start = Date.parse(`${day}T00:00:00Z`)
  return { after: encodeTime(start, TIME_CHARS), before: encodeTime(start + DAY_MS, TIME_CHARS) }
}
