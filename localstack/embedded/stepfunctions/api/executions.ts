/** The operations on executions. https://docs.aws.amazon.com/step-functions/latest/apireference/API_Operations.html */
import { randomUUID } from 'node:crypto'
import { AwsError } from '../../types.ts'
import type { Executions } from '../execution/executions.ts'
import type { Machines } from '../execution/machines.ts'
import type { ExecutionRow, Records } from '../execution/records.ts'
import { historyEvents } from './history.ts'

export interface Api {
  readonly machines: Machines
  readonly records: Records
  readonly executions: Executions
}

type Input = Record<string, unknown>

const INPUT_LIMIT_BYTES = 262_144
const NAME = /^[^\s<>{}[\]?*"#%\\^|~`$&,;:/\p{Cc}]{1,80}$/u

/** Seconds since the epoch, as the JSON protocol has times. */
export const seconds = (milliseconds: number) => milliseconds / 1000

export function requireExecution({ records }: Api, arn: unknown): ExecutionRow {
  const row = records.find(String(arn))
  if (!row) throw new AwsError('ExecutionDoesNotExist', `Execution Does Not Exist: '${arn}'`)
  return row
}

/** The same name with the same input while running is the same execution; otherwise a name is used once. */
export function startExecution(api: Api, { stateMachineArn, name, input, traceHeader }: Input) {
  const machine = api.machines.get(String(stateMachineArn))
  const text = canonicalJson(input === undefined ? '{}' : String(input))
  const label = name === undefined ? randomUUID() : String(name)
  if (!NAME.test(label)) throw new AwsError('InvalidName', `Invalid Name: '${label}'`)
  const arn = `${machine.arn.replace(':stateMachine:', ':execution:')}:${label}`
  const known = name === undefined ? undefined : api.records.find(arn)
  if (known?.status === 'RUNNING' && known.input === text) return started(known)
  if (known || (name !== undefined && api.records.nameWasUsed(arn)))
    throw new AwsError('ExecutionAlreadyExists', `Execution Already Exists: '${arn}'`)
  const trace_id = typeof traceHeader === 'string' ? traceHeader : null
  return started(api.executions.start({ arn, name: label, machine_arn: machine.arn, input: text, trace_id }))
}

const started = (row: ExecutionRow) => ({ executionArn: row.arn, startDate: seconds(row.started_at) })

function canonicalJson(input: string): string {
  if (Buffer.byteLength(input) > INPUT_LIMIT_BYTES)
    throw new AwsError('InvalidExecutionInput', `The input is longer than ${INPUT_LIMIT_BYTES} bytes.`)
  try {
    return JSON.stringify(JSON.parse(input))
  } catch (error) {
    throw new AwsError('InvalidExecutionInput', `Invalid State Machine Execution Input: '${(error as Error).message}'`)
  }
}

export function describeExecution(api: Api, { executionArn }: Input) {
  const row = requireExecution(api, executionArn)
  return {
    ...summary(row),
    input: row.input,
    inputDetails: { included: true },
    ...(row.output === null ? {} : { output: row.output, outputDetails: { included: true } }),
    ...(row.error === null ? {} : { error: row.error }),
    ...(row.cause === null ? {} : { cause: row.cause }),
    ...(row.trace_id === null ? {} : { traceHeader: row.trace_id }),
    ...redriveStatus(row),
  }
}

function redriveStatus({ status }: ExecutionRow) {
  if (status !== 'RUNNING' && status !== 'SUCCEEDED') return { redriveStatus: 'REDRIVABLE' }
  const redriveStatusReason = `Execution is ${status} and cannot be redriven`
  return { redriveStatus: 'NOT_REDRIVABLE', redriveStatusReason }
}

const summary = (row: ExecutionRow) => ({
  executionArn: row.arn,
  stateMachineArn: row.machine_arn,
  name: row.name,
  status: row.status,
  startDate: seconds(row.started_at),
  ...(row.stopped_at === null ? {} : { stopDate: seconds(row.stopped_at) }),
  redriveCount: row.redrive_count,
  ...(row.redriven_at === null ? {} : { redriveDate: seconds(row.redriven_at) }),
})

export function listExecutions({ machines, records }: Api, input: Input) {
  const machineArn = machines.get(String(input.stateMachineArn)).arn
  const limit = Math.min(Number(input.maxResults) || 100, 1000)
  const before = Number(input.nextToken)
  if (input.nextToken !== undefined && !(before > 0))
    throw new AwsError('InvalidToken', `Invalid Token: '${input.nextToken}'`)
  const rows = records.list({
    machineArn,
    limit: limit + 1,
    ...(input.statusFilter ? { status: String(input.statusFilter) } : {}),
    ...(before ? { before } : {}),
  })
  const page = rows.slice(0, limit)
  return { executions: page.map(summary), ...(rows.length > limit ? { nextToken: String(page.at(-1)!.seq) } : {}) }
}

export function stopExecution(api: Api, { executionArn, error, cause }: Input) {
  const row = requireExecution(api, executionArn)
  const text = (value: unknown) => (value === undefined ? undefined : String(value))
  api.executions.stop(row, text(error), text(cause))
  return { stopDate: seconds(api.records.find(row.arn)!.stopped_at ?? Date.now()) }
}

export async function redriveExecution(api: Api, { executionArn }: Input) {
  const row = requireExecution(api, executionArn)
  const { redriveStatusReason } = redriveStatus(row)
  if (redriveStatusReason) throw new AwsError('ExecutionNotRedrivable', redriveStatusReason)
  return { redriveDate: seconds((await api.executions.redrive(row)).redriven_at!) }
}

export async function getExecutionHistory(api: Api, input: Input) {
  const row = requireExecution(api, input.executionArn)
  const events = historyEvents(row, await api.executions.entriesOf(row))
  if (input.reverseOrder === true) events.reverse()
  const from = Number(input.nextToken ?? 0)
  const to = from + Math.min(Number(input.maxResults) || 100, 1000)
  return { events: events.slice(from, to), ...(to < events.length ? { nextToken: String(to) } : {}) }
}
