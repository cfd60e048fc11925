/**
 * What AWS clients do with a request: it goes out, has its fate, comes back or not, and is repeated as the SDK repeats it:
 * errors of transport, throttling and 5xx, `maxAttempts` times in all, with backoff and full jitter.
 */
import type { CallOptions, ClientConfig } from '../bundle/environment.ts'
import { AwsError } from '../dynamodb/errors.ts'
import { copy } from '../dynamodb/values.ts'
import type { Fate } from '../world/weather.ts'
import type { World } from '../world/world.ts'
import type { Invocation } from './lambda.ts'

export interface Call {
  readonly service: string
  readonly operation: string
  readonly input: unknown
  readonly invocation: Invocation | undefined
}

export interface Reply {
  readonly value?: unknown
  readonly error?: unknown
}

const SDK_ATTEMPTS = 3
const never = new Promise<never>(() => {})
const TRANSACTIONAL: readonly string[] = ['PutItem', 'UpdateItem', 'DeleteItem', 'TransactWriteItems']
const THROTTLED: Readonly<Record<string, string>> = {
  dynamodb: 'ProvisionedThroughputExceededException',
  lambda: 'TooManyRequestsException',
}

export class Aws {
  readonly #world: World
  #tokens = 0

  constructor(world: World) {
    this.#world = world
  }

  call(call: Call, config: ClientConfig, { abortSignal }: CallOptions): Promise<unknown> {
    const { invocation } = call
    if (!invocation || invocation.ended) return never
    const sent = { ...call, input: this.#serialized(call) }
    return new Promise((resolve, reject) => {
      let open = true
      const settle = ({ value, error }: Reply) => {
        if (!open || invocation.ended) return
        open = false
        this.#world.timers.release(abortSignal)
        if (error === undefined) resolve(value)
        else reject(error)
      }
      const giveUp = () => {
        // Whether it took effect, the caller cannot know: a mail may be sent again.
        if (open) invocation.troubled()
        settle({ error: aborted() })
      }
      abortSignal?.addEventListener('abort', giveUp, { once: true })
      this.#attempt(sent, 1, config.maxAttempts ?? SDK_ATTEMPTS, () => open, settle)
    })
  }

  /** As it leaves the process: later changes of the caller's objects are not seen. One token for all attempts. */
  #serialized({ service, operation, input }: Call): unknown {
    if (service !== 'dynamodb') return input
    const sent = copy(input) as { ClientRequestToken?: string }
    if (operation === 'TransactWriteItems') sent.ClientRequestToken ??= `token-${++this.#tokens}`
    return sent
  }

  #attempt(call: Call, attempt: number, most: number, isOpen: () => boolean, settle: (reply: Reply) => void): void {
    const world = this.#world
    const fate = world.weather.fate(TRANSACTIONAL.includes(call.operation))
    const answer = (reply: Reply) => {
      if (reply.error === undefined || attempt >= most || !isRetryable(reply.error)) return settle(reply)
      const base = isThrottling(reply.error) ? 500 : 100
      world.after(world.chance.next() * Math.min(20_000, base * 2 ** (attempt - 1)), () => {
        if (isOpen() && !call.invocation?.ended) this.#attempt(call, attempt + 1, most, isOpen, settle)
      })
    }
    world.after(world.weather.journey(fate), () => this.#arrive(call, fate, answer, isOpen))
  }

  #arrive(call: Call, fate: Fate, answer: (reply: Reply) => void, isOpen: () => boolean): void {
    const world = this.#world
    const invocation = call.invocation!
    const describe = () => `${invocation.label} → ${call.service} ${call.operation}`
    const later = (reply: Reply, ms = world.weather.latency()) => world.after(ms, () => answer(reply))
    if (fate !== 'ok') invocation.troubled()
    if (fate === 'crash-before') {
      if (invocation.ended) return
      world.log(`${describe()}: crash before it is sent`)
      world.lambda.kill(invocation, 'Runtime.ExitError', 'crashes')
      return
    }
    if (fate === 'throttled') {
      world.log(`${describe()}: throttled`)
      later({ error: throttling(call.service) })
      return
    }
    if (fate === 'request-lost') {
      world.log(`${describe()}: lost on its way`)
      later({ error: connectionLost() }, world.chance.between(50, 3_000))
      return
    }
    if (fate === 'conflict') {
      const conflict = world.database.conflict(call)
      if (conflict) {
        world.log(`${describe()}: conflicts with another transaction`)
        later({ error: conflict })
        return
      }
    }
    this.#effect(call, (reply) => {
      if (fate !== 'ok' || reply.error !== undefined || !isOpen()) invocation.troubled()
      world.log(`${describe()}${detailOf(call)}${outcomeOf(reply, fate)}`)
      if (fate === 'crash-after' && !invocation.ended)
        return world.lambda.kill(invocation, 'Runtime.ExitError', 'crashes')
      if (fate === 'response-lost') return later({ error: connectionLost() }, world.chance.between(50, 3_000))
      return later(reply, fate === 'slow' ? world.weather.slowness() : undefined)
    })
  }

  /** Does it. Calls back at once, but for what takes its own time. */
  #effect(call: Call, done: (reply: Reply) => void): void {
    const { service, operation, input, invocation } = call
    if (service === 'lambda') {
      this.#invoke(input as { FunctionName: string; Payload: Uint8Array }, done)
      return
    }
    let value: unknown
    try {
      value = this.#world.service(service).handle(operation, input, invocation!)
    } catch (error) {
      if (!(error instanceof AwsError) && !(error instanceof Error && error.name === 'ValidationException')) throw error
      done({ error })
      return
    }
    done({ value })
  }

  #invoke({ FunctionName, Payload }: { FunctionName: string; Payload: Uint8Array }, done: (reply: Reply) => void) {
    const event: unknown = JSON.parse(Buffer.from(Payload).toString())
    this.#world.lambda.invoke(FunctionName, event, (result) => {
      const payload = Buffer.from(JSON.stringify(result.payload ?? null))
      done({ value: { StatusCode: 200, Payload: payload, ...(result.ok ? {} : { FunctionError: 'Unhandled' }) } })
    })
  }
}

const aborted = () => Object.assign(new Error('Request aborted'), { name: 'AbortError' })

const throttling = (service: string) =>
  new AwsError(THROTTLED[service] ?? 'ThrottlingException', 'Rate exceeded', service === 'lambda' ? 429 : 400)

/** No answer, so no status. */
const connectionLost = () => new AwsError('TimeoutError', 'socket hang up', undefined, { code: 'ECONNRESET' })

const isThrottling = (error: unknown) =>
  Object.values(THROTTLED)
    .concat('ThrottlingException')
    .includes((error as Error).name)

function isRetryable(error: unknown): boolean {
  const { name, $metadata } = error as AwsError
  return name === 'TimeoutError' || isThrottling(error) || ($metadata?.httpStatusCode ?? 400) >= 500
}

function detailOf({ input, operation }: Call): string {
  const { Key, Item, TransactItems, Entries, name, FunctionName, QueueUrl, Source, IndexName } = input as Record<
    string,
    never
  >
  const shown = (key: { pk: string; sk: string } | undefined) => (key ? `${key.pk}/${key.sk}` : '')
  if (TransactItems) {
    const items = TransactItems as Record<string, { Key?: never; Item?: never }>[]
    return ` [${items.map((each) => Object.entries(each).map(([kind, of]) => `${kind} ${shown(of.Key ?? of.Item)}`)).join(', ')}]`
  }
  if (Key ?? Item) return ` ${shown(Key ?? Item)}`
  if (Entries) return ` ${(Entries as { DetailType: string }[]).map(({ DetailType }) => DetailType).join(', ')}`
  return ` ${name ?? FunctionName ?? QueueUrl ?? (Source ? 'mail' : (IndexName ?? (operation === 'Query' ? 'partition' : '')))}`
}

function outcomeOf({ error }: Reply, fate: Fate): string {
  const failed = error === undefined ? '' : ` ✗ ${(error as Error).name}: ${(error as Error).message}`
  return fate === 'ok' || fate === 'conflict' ? failed : `${failed} – ${fate}`
}
