/** Runs the real definition of a state machine in memory, with steps that do as told. */
import { readFileSync } from 'node:fs'
import { StateMachine } from 'aws-local-stepfunctions'

type Definition = ConstructorParameters<typeof StateMachine>[0]

/** The definition as CloudFormation would fill it in; `numbers` are its placeholders that are no steps. */
export function sagaDefinition(
  name: string,
  numbers: Readonly<Record<string, number>> = {},
): Definition & { States: Record<string, TaskState> } {
  const file = new URL(`../../statemachines/${name}/${name}.asl.json`, import.meta.url)
  const text = readFileSync(file, 'utf8').replaceAll(/\$\{(\w+)\}/g, (_, placeholder: string) =>
    String(numbers[placeholder] ?? `arn:aws:lambda:us-east-1:123456789012:function:${placeholder}`),
  )
  return JSON.parse(text) as ReturnType<typeof sagaDefinition>
}

export interface TaskState {
  readonly Type: string
  readonly Resource: string
  readonly TimeoutSeconds?: number
  readonly Next?: string
  readonly Parameters: { readonly FunctionName: string; readonly Payload: Record<string, string> }
  readonly Retry?: readonly {
    readonly ErrorEquals: string[]
    readonly MaxAttempts: number
    readonly JitterStrategy?: string
  }[]
  readonly Catch?: readonly { readonly ErrorEquals: string[]; readonly Next: string }[]
}

/** Attempts of a state: names of errors to fail with one after another; the last one stays. `ok` succeeds. */
export type Script = Readonly<Record<string, readonly string[]>>

export interface Run {
  readonly path: string[]
  /** How often each step ran. */
  readonly calls: Record<string, number>
  /** What each step was given last. */
  readonly payloads: Record<string, Record<string, unknown>>
  readonly error: string | undefined
  readonly output: Record<string, unknown> | undefined
}

export type Result = Record<string, string | Record<string, string | number>>

export interface SagaRun {
  readonly definition: ReturnType<typeof sagaDefinition>
  readonly input: Parameters<StateMachine['run']>[0]
  readonly script: Script
  /** What steps answer when they succeed; an empty payload otherwise. */
  readonly results?: Readonly<Record<string, Result>>
}

export async function runSaga({ definition, input, script, results = {} }: SagaRun): Promise<Run> {
  const tasks = Object.keys(definition.States).filter((name) => definition.States[name]!.Type === 'Task')
  const waits = Object.keys(definition.States).filter((name) => definition.States[name]!.Type === 'Wait')
  const calls: Run['calls'] = {}
  const payloads: Run['payloads'] = {}
  const handlerOf =
    (name: string) =>
    async (input: unknown): Promise<Result> => {
      const attempt = calls[name] ?? 0
      calls[name] = attempt + 1
      payloads[name] = (input as { Payload: Record<string, unknown> }).Payload
      const outcomes = script[name] ?? ['ok']
      const outcome = outcomes[Math.min(attempt, outcomes.length - 1)]!
      if (outcome !== 'ok') throw Object.assign(new Error(`${name} failed`), { name: outcome })
      return results[name] ?? { Payload: {} }
    }
  const machine = new StateMachine(definition, { validationOptions: { noValidate: true } })
  const execution = machine.run(input, {
    overrides: {
      taskResourceLocalHandlers: Object.fromEntries(tasks.map((name) => [name, handlerOf(name)])),
      waitTimeOverrides: Object.fromEntries(waits.map((name) => [name, 0])),
      retryIntervalOverrides: Object.fromEntries(tasks.map((name) => [name, 0])),
    },
    // The interpreter fills in nothing but what it is given.
    context: { Task: { Token: 'token-1' } },
  })
  const path: string[] = []
  const log = (async () => {
    for await (const event of execution.eventLogs) if (event.type === 'StateEntered') path.push(event.state.name)
  })()
  const end = await execution.result.then(
    (output: unknown) => ({ output: output as Record<string, unknown>, error: undefined }),
    (error: Error) => ({ output: undefined, error: error.name }),
  )
  await log
  return { path, calls, payloads, ...end }
}
