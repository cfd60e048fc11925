/** The last invocations of each function and their counts, bounded in number and size, for the console. */
import type { PoolOutcome } from './environment-pool.ts'
import type { FunctionConfig } from './function-config.ts'

const keptPerFunction = 50
const keptCharacters = 8_000
const keptLogLines = 200
const FORGOTTEN = 'forgotten'

interface Remembered {
  readonly id: string
  readonly source: string
  readonly startedAt: number
  event: string
  readonly logs: string[]
  outcome?: PoolOutcome
}

interface Counters {
  invocations: number
  errors: number
  coldStarts: number
  lastInvokedAt?: string
  readonly recent: Remembered[]
}

const truncated = (text: string) =>
  text.length > keptCharacters ? `${text.slice(0, keptCharacters)}… (${text.length} characters)` : text

/** JSON where the text is JSON, else the text. */
function readable(text: string): unknown {
  if (!/^[[{"\d]|^(true|false|null)$/.test(text)) return text
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}

export function createInvocationMemory() {
  const functions = new Map<string, Counters>()

  function countersOf(name: string): Counters {
    const known = functions.get(name)
    if (known) return known
    const counters: Counters = { invocations: 0, errors: 0, coldStarts: 0, recent: [] }
    functions.set(name, counters)
    return counters
  }

  return {
    /** @returns where to report the log lines and the end of this invocation. */
    begin({ name }: FunctionConfig, id: string, source: string, payload: string) {
      const counters = countersOf(name)
      const remembered: Remembered = { id, source, startedAt: Date.now(), event: truncated(payload), logs: [] }
      counters.invocations++
      counters.lastInvokedAt = new Date(remembered.startedAt).toISOString()
      counters.recent.push(remembered)
      if (counters.recent.length > keptPerFunction) counters.recent.shift()
      return {
        log(line: string) {
          if (remembered.logs.length < keptLogLines) remembered.logs.push(truncated(line))
        },
        end(outcome: PoolOutcome) {
          if (outcome.cold) counters.coldStarts++
          if (!outcome.ok) counters.errors++
          remembered.outcome = outcome.ok ? { ...outcome, payload: truncated(outcome.payload) } : outcome
        },
      }
    },
    /** Keeps that they happened, and what was printed, but not what functions were given and answered. */
    forgetPayloads() {
      for (const { recent } of functions.values()) {
        for (const remembered of recent) {
          remembered.event = FORGOTTEN
          if (remembered.outcome?.ok) remembered.outcome = { ...remembered.outcome, payload: FORGOTTEN }
        }
      }
    },
    counters: (name: string): Omit<Counters, 'recent'> => {
      const { recent: _recent, ...counts } = countersOf(name)
      return counts
    },
    /** Newest first. */
    recent: (name: string) =>
      (functions.get(name)?.recent ?? [])
        .map(({ id, source, startedAt, event, logs, outcome }) => ({
          id,
          at: new Date(startedAt).toISOString(),
          durationMs: outcome && Math.round(outcome.durationMs * 100) / 100,
          coldStart: outcome?.cold ?? false,
          running: outcome === undefined,
          ok: outcome?.ok,
          source,
          event: readable(event),
          result: outcome?.ok ? readable(outcome.payload) : undefined,
          error: outcome && !outcome.ok ? outcome.error : undefined,
          logs: logs.map(readable),
        }))
        .reverse(),
  }
}

export type InvocationMemory = ReturnType<typeof createInvocationMemory>
