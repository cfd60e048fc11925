import type { Entry } from '../interpreter/trace.ts'
import type { StepRecord } from './records.ts'

/** Keys of the task steps that a redrive runs again: those that failed the execution, and those that never ended. */
export function failedSteps(entries: readonly Entry[], steps: Map<string, StepRecord>): string[] {
  const failed = new Set<string>()
  const collect = (entry: Entry) => {
    if (steps.has(entry.key)) failed.add(entry.key)
    const children = entries.filter(({ key }) => key.startsWith(`${entry.key}.`))
    const attempts = children.map(({ key }) => Number.parseInt(key.slice(entry.key.length + 1), 10))
    const last = `${entry.key}.${Math.max(...attempts)}/`
    const direct = children.filter(({ key }) => key.startsWith(last) && !key.slice(last.length).includes('/'))
    for (const child of direct) if (isFailure(child)) collect(child)
  }
  const top = entries.filter(({ key }) => !key.includes('/')).at(-1)
  if (top && isFailure(top)) collect(top)
  for (const [key, step] of steps)
    if (step.attempts.slice(step.base).some(({ endedAt }) => endedAt === undefined)) failed.add(key)
  return [...failed]
}

const isFailure = (entry: Entry) => entry.error !== undefined && !entry.caught
