import type { Machine } from '../definition/asl.ts'
import { runFrame } from '../interpreter/run.ts'
import type { Entry } from '../interpreter/trace.ts'
import { replayHost } from './recorded.ts'
import type { ExecutionRow, StepRecord } from './records.ts'

/** The part of the context object that stays the same during an execution. */
export function contextOf(row: ExecutionRow): Record<string, unknown> {
  const redriven = row.redriven_at ? { RedriveTime: new Date(row.redriven_at).toISOString() } : {}
  return {
    Execution: {
      Id: row.arn,
      Input: JSON.parse(row.input),
      Name: row.name,
      RoleArn: row.role_arn,
      StartTime: new Date(row.started_at).toISOString(),
      RedriveCount: row.redrive_count,
      ...redriven,
    },
    StateMachine: { Id: row.machine_arn, Name: row.machine_name },
  }
}

/** The states that the records account for; nothing is called and nothing is written. */
export async function replay(row: ExecutionRow, machine: Machine, steps: Map<string, StepRecord>): Promise<Entry[]> {
  const entries: Entry[] = []
  const run = {
    host: replayHost(steps, row.stopped_at ?? Date.now()),
    entries,
    context: contextOf(row),
    executionId: row.arn,
  }
  const frame = { run, prefix: '', clock: row.started_at, signal: new AbortController().signal }
  // How it ends is in the execution's row; here only the way matters.
  await runFrame(frame, machine, JSON.parse(row.input)).catch(() => {})
  return entries
}
