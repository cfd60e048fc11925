import { type Fault, type FaultInput, faultKinds, faultyServices } from './fault.ts'

/** What is wrong with a fault that somebody asked for, and what would be right. */
export class FaultError extends Error {
  override readonly name = 'FaultError'
}

type Check = (value: unknown) => string | undefined

const oneOf =
  (...values: readonly string[]): Check =>
  (value) =>
    values.includes(value as string) ? undefined : `must be one of ${values.join(', ')}`
const number =
  (least: number, most: number, whole = true): Check =>
  (value) =>
    typeof value === 'number' && value >= least && value <= most && (!whole || Number.isInteger(value))
      ? undefined
      : `must be a ${whole ? 'whole ' : ''}number from ${least} to ${most}`
const text =
  (pattern: RegExp, example: string): Check =>
  (value) =>
    typeof value === 'string' && pattern.test(value) ? undefined : `must be a name such as "${example}"`

/** A day, in milliseconds. */
const longestDelay = 86_400_000

const checks: Readonly<Record<keyof FaultInput, Check>> = {
  kind: oneOf(...faultKinds),
  function: text(/^[\w-]{1,140}$/, 'my-function'),
  service: oneOf(...faultyServices),
  operation: text(/^[A-Z][A-Za-z0-9]{1,60}$/, 'TransactWriteItems'),
  probability: number(0, 1, false),
  skip: number(0, 1_000_000_000),
  times: number(1, 1_000_000_000),
  delayMs: number(0, longestDelay),
  errorName: text(/^[A-Za-z][\w.]{0,100}$/, 'ServiceUnavailable'),
  status: number(400, 599),
  seed: number(0, 2 ** 32 - 1),
  scope: oneOf('invocation', 'process'),
  when: oneOf('before', 'after'),
}

/** Fields that mean something for some kinds only. */
const onlyFor: Readonly<Partial<Record<keyof FaultInput, readonly string[]>>> = {
  errorName: ['error'],
  status: ['error'],
  scope: ['crash'],
  when: ['crash'],
}

/**
 * @param functions names of the functions that there are.
 * @throws FaultError
 */
export function readFault(input: unknown, id: string, functions: Iterable<string>): Fault {
  if (typeof input !== 'object' || input === null || Array.isArray(input)) {
    throw new FaultError('A fault is a JSON object such as {"kind": "error", "service": "ses"}.')
  }
  for (const [name, value] of Object.entries(input)) {
    const check = checks[name as keyof FaultInput]
    if (!check) throw new FaultError(`There is no field "${name}". Known: ${Object.keys(checks).join(', ')}.`)
    const problem = check(value)
    if (problem) throw new FaultError(`"${name}" ${problem}, not ${JSON.stringify(value)}.`)
  }
  const fault = input as FaultInput
  assertTogether(fault)
  if (fault.function !== undefined) assertKnown(fault.function, [...functions])
  return {
    ...fault,
    id,
    probability: fault.probability ?? 1,
    skip: fault.skip ?? 0,
    delayMs: fault.delayMs ?? 0,
    seed: fault.seed ?? 1,
  }
}

function assertTogether(fault: FaultInput): void {
  const { kind } = fault
  if (kind === undefined) throw new FaultError(`"kind" is missing: ${faultKinds.join(', ')}.`)
  if (fault.function === undefined && fault.service === undefined) {
    throw new FaultError(
      'Say where: "function" for its invocations, "service" for AWS calls, both for the calls it makes.',
    )
  }
  if (fault.operation !== undefined && fault.service === undefined) {
    throw new FaultError(`"operation" needs the "service" that it is of: ${faultyServices.join(', ')}.`)
  }
  if (kind === 'latency' && fault.delayMs === undefined) {
    throw new FaultError('"latency" needs "delayMs". With 0 it only counts.')
  }
  for (const [name, kinds] of Object.entries(onlyFor)) {
    if (fault[name as keyof FaultInput] !== undefined && !kinds.includes(kind)) {
      throw new FaultError(`"${name}" is for the kind ${kinds.join(', ')} only, not for ${kind}.`)
    }
  }
}

function assertKnown(wanted: string, functions: readonly string[]): void {
  if (functions.some((name) => name.startsWith(wanted))) return
  const like = functions.filter((name) => name.includes(wanted)).slice(0, 5)
  const hint = like.length > 0 ? ` Did you mean ${like.join(', ')}?` : ' GET /_local/api/functions lists them.'
  throw new FaultError(`No function's name begins with "${wanted}".${hint}`)
}
