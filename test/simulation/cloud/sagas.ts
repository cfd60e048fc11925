/** Step Functions: the real state machine, run by the project's own interpreter. */
import { Interrupted, StatesError } from '../../../localstack/embedded/stepfunctions/interpreter/errors.ts'
import {
  type Host,
  type Outcome,
  runFrame,
  type TaskRequest,
} from '../../../localstack/embedded/stepfunctions/interpreter/run.ts'
import { AwsError } from '../dynamodb/errors.ts'
import type { World } from '../world/world.ts'
import type { InvocationResult } from './lambda.ts'

type Ending = Pick<Outcome, 'result' | 'error' | 'cause'>

export interface Execution {
  readonly name: string
  readonly input: string
  status: 'RUNNING' | 'SUCCEEDED' | 'FAILED'
  /** What failed it. */
  error?: string
}

export class Sagas {
  readonly #world: World
  readonly executions = new Map<string, Execution>()
  /** Open tokens, and what to do when one is answered. */
  readonly #tokens = new Map<string, (ending: Ending) => void>()
  readonly #known = new Set<string>()
  #count = 0

  constructor(world: World) {
    this.#world = world
  }

  handle(operation: string, input: unknown): unknown {
    if (operation === 'StartExecution') return this.#startOnce(input as { name: string; input: string })
    const { taskToken, output, error, cause } = input as Record<string, string>
    if (operation === 'SendTaskSuccess') this.#answer(taskToken!, { result: JSON.parse(output!) })
    else if (operation === 'SendTaskFailure')
      this.#answer(taskToken!, { error: error ?? 'States.TaskFailed', ...(cause === undefined ? {} : { cause }) })
    else throw new AwsError('UnknownOperationException', `Step Functions have no ${operation}`)
    return {}
  }

  #answer(token: string, ending: Ending): void {
    const end = this.#tokens.get(token)
    if (!this.#known.has(token)) throw new AwsError('InvalidToken', 'Invalid token')
    if (!end) throw new AwsError('TaskTimedOut', 'The task is not waiting any more')
    end(ending)
  }

  #startOnce({ name, input }: { name: string; input: string }): unknown {
    const known = this.executions.get(name)
    if (known?.status === 'RUNNING' && known.input === input) return { executionArn: name }
    if (known) throw new AwsError('ExecutionAlreadyExists', `Execution Already Exists: '${name}'`)
    const execution: Execution = { name, input, status: 'RUNNING' }
    this.executions.set(name, execution)
    this.#world.after(this.#world.weather.latency(), () => this.#run(execution))
    return { executionArn: name }
  }

  #run(execution: Execution): void {
    const world = this.#world
    const { name, input } = execution
    const context = {
      Execution: { Id: name, Input: JSON.parse(input), Name: name, StartTime: new Date(world.now).toISOString() },
      StateMachine: { Id: 'checkout', Name: 'checkout' },
    }
    const run = { host: this.#hostOf(execution), entries: [], context, executionId: name }
    const frame = { run, prefix: '', clock: world.now, signal: new AbortController().signal }
    const end = (status: 'SUCCEEDED' | 'FAILED', error?: unknown) => {
      execution.status = status
      if (error !== undefined) execution.error = String(error)
      world.log(`checkout of ${name} ${status}${error === undefined ? '' : `: ${error}`}`)
    }
    runFrame(frame, world.blueprint.checkout, JSON.parse(input)).then(
      () => end('SUCCEEDED'),
      (error: unknown) => {
        if (!(error instanceof StatesError) && !(error instanceof Interrupted)) throw error
        end('FAILED', error)
      },
    )
  }

  #hostOf(execution: Execution): Host {
    return {
      token: () => {
        const token = `token-${execution.name}-${++this.#count}`
        this.#known.add(token)
        return token
      },
      earlierAttempts: () => [],
      sleepUntil: (time) =>
        new Promise((resolve) => this.#world.after(Math.max(0, time - this.#world.now), () => resolve())),
      perform: (request) => this.#perform(execution, request),
    }
  }

  #perform(execution: Execution, request: TaskRequest): Promise<Outcome> {
    const world = this.#world
    const at = world.now
    const { FunctionName, Payload } = request.payload as { FunctionName: string; Payload: unknown }
    const { token } = request
    return new Promise((resolve) => {
      let open = true
      const settle = (ending: Ending) => {
        if (!open) return
        open = false
        if (token) this.#tokens.delete(token)
        if (limit) world.schedule.cancel(limit)
        world.log(
          `checkout of ${execution.name}: ${request.state} ${ending.error ? `fails with ${ending.error}` : 'is done'}`,
        )
        resolve({ at, endedAt: world.now, ...ending })
      }
      const limit = request.timeoutSeconds
        ? world.after(request.timeoutSeconds * 1000, () => settle({ error: 'States.Timeout' }))
        : undefined
      if (token) this.#tokens.set(token, settle)
      const submitted = (result: InvocationResult) => {
        if (!result.ok) settle(endingOf(result))
        else if (!token) settle({ result: answerOf(result) })
      }
      world.after(world.weather.downFor('state machines'), () => world.lambda.invoke(FunctionName, Payload, submitted))
      // The service may ask twice, or lose sight of a function that goes on.
      if (world.weather.happens('step-repeated')) world.lambda.invoke(FunctionName, Payload, () => {})
      if (world.weather.happens('step-abandoned'))
        world.after(world.weather.latency() * 3, () => settle({ error: 'Lambda.Unknown', cause: 'no answer' }))
    })
  }
}

const answerOf = ({ payload }: InvocationResult) => ({ ExecutedVersion: '$LATEST', Payload: payload, StatusCode: 200 })

const endingOf = ({ errorType, payload }: InvocationResult): Ending => ({
  error: errorType || 'Lambda.Unknown',
  cause: JSON.stringify(payload),
})
