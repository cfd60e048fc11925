/** Timers that survive restarts: each named schedule keeps its anchor and its next due time in the store. */
import type { Store } from '../store.ts'
import type { Schedule } from './expression.ts'

export interface ScheduleTimers {
  /** @param fire called with the due time (epoch ms); throwing keeps the schedule going. */
  add(name: string, schedule: Schedule, fire: (dueAt: number) => void, window?: { from?: number; to?: number }): void
  stop(): void
}

/**
 * A time that passed while the machine was off fires once at the next start, not once per missed period: a laptop sleeps
 * where AWS does not, and a nightly job should still run some day.
 * @param table name of the SQLite table, prefixed with the service's name.
 */
export function createScheduleTimers(
  store: Store,
  table: string,
  onError: (name: string, error: unknown) => void,
): ScheduleTimers {
  store.define(`CREATE TABLE IF NOT EXISTS ${table} (name TEXT PRIMARY KEY, anchor INTEGER NOT NULL, due_at INTEGER)`)
  const timers = new Map<string, NodeJS.Timeout>()

  function arm(name: string, dueAt: number, act: () => void): void {
    const wait = Math.max(0, dueAt - Date.now())
    // setTimeout cannot wait longer than 2^31 - 1 ms.
    const limit = 2 ** 31 - 1
    timers.set(name, setTimeout(wait > limit ? () => arm(name, dueAt, act) : act, Math.min(wait, limit)))
  }

  return {
    add(name, schedule, fire, window = {}) {
      const known = store.get<{ anchor: number; due_at: number | null }>(
        `SELECT anchor, due_at FROM ${table} WHERE name = ?`,
        name,
      )
      const anchor = known?.anchor ?? window.from ?? Date.now()
      const after = (moment: number) => {
        const next = schedule.next(Math.max(moment, (window.from ?? 0) - 1), anchor)
        return next !== undefined && (window.to === undefined || next <= window.to) ? next : undefined
      }
      const plan = (dueAt: number | undefined) => {
        store.run(
          `INSERT OR REPLACE INTO ${table} (name, anchor, due_at) VALUES (?, ?, ?)`,
          name,
          anchor,
          dueAt ?? null,
        )
        if (dueAt === undefined) return
        arm(name, dueAt, () => {
          try {
            fire(dueAt)
          } catch (error) {
            onError(name, error)
          }
          plan(after(Date.now()))
        })
      }
      plan(known ? (known.due_at ?? undefined) : after(anchor === window.from ? anchor - 1 : Date.now()))
    },
    stop() {
      for (const timer of timers.values()) clearTimeout(timer)
      timers.clear()
    },
  }
}
