/** A cloud without the core: emulators meet through it, functions are plain callbacks, permissions a list of refusals. */
import { setTimeout as sleep } from 'node:timers/promises'
import { openStore } from '../../../localstack/embedded/store.ts'
import {
  type AwsCall,
  AwsError,
  type Cloud,
  type Delivery,
  type Emulator,
  type InvokeOptions,
  type InvokeResult,
  type Principal,
  type Resource,
} from '../../../localstack/embedded/types.ts'

export interface FakeResource {
  type: string
  properties?: Record<string, unknown>
}

export interface FakeCloudOptions {
  emulators: Emulator[]
  /** By logical id. Physical ids and ARNs come from the emulators' `identify`. */
  resources?: Record<string, FakeResource>
  file?: string
  functions?: Record<string, (payload: unknown, options: InvokeOptions) => unknown>
  /** Called before the delivery reaches its emulator; throw to refuse. */
  onDeliver?: (delivery: Delivery) => void
  /** `<action> <resource ARN>` pairs that are not allowed. */
  refused?: string[]
}

const region = 'eu-west-1'
const accountId = '000000000000'
const endpoint = 'http://127.0.0.1:4566'

export const arn = (service: string, rest: string) => `arn:aws:${service}:${region}:${accountId}:${rest}`

export async function fakeCloud(options: FakeCloudOptions) {
  const { emulators, functions = {}, refused = [] } = options
  const store = openStore(options.file)
  const warnings: string[] = []
  const deliveries: Delivery[] = []
  const authorized: string[] = []
  const resources = Object.entries(options.resources ?? {}).map(([logicalId, resource]) =>
    identified(emulators, logicalId, resource),
  )
  const find = (id: string) => resources.find((one) => one.arn === id || one.physicalId === id)

  const cloud: Cloud = {
    region,
    accountId,
    endpoint,
    store,
    dataFolder: '',
    ephemeral: true,
    log: {
      info: () => {},
      warn: (message) => warnings.push(message),
      error: (message, cause) => warnings.push(`${message} ${cause}`),
    },
    resources: (type) => resources.filter((one) => one.type === type),
    find,
    async invoke(functionArn, payload, invokeOptions): Promise<InvokeResult> {
      const requestId = 'request'
      try {
        const answer = await functions[functionArn]?.(payload, invokeOptions)
        return { ok: true, payload: answer ?? null, requestId, durationMs: 1 }
      } catch (error) {
        const { name, message } = error as Error
        return {
          ok: false,
          payload: { errorType: name, errorMessage: message },
          functionError: 'Unhandled',
          requestId,
          durationMs: 1,
        }
      }
    },
    async deliver(delivery) {
      deliveries.push(delivery)
      options.onDeliver?.(delivery)
      const service = emulatorName(delivery.targetArn)
      if (service === 'lambda') {
        await functions[delivery.targetArn]?.(delivery.payload, { principal: delivery.principal, source: 'delivery' })
        return
      }
      const emulator = emulators.find((one) => one.name === service)
      if (!emulator?.deliver) throw new AwsError('ResourceNotFoundException', `Nothing owns ${delivery.targetArn}`)
      await emulator.deliver(delivery)
    },
    authorize(_principal, action, resourceArn) {
      authorized.push(`${action} ${resourceArn}`)
      if (refused.includes(`${action} ${resourceArn}`))
        throw new AwsError('AccessDeniedException', `not authorized to perform: ${action}`, 403)
    },
    credentialsFor: () => ({}),
    assetPath: () => undefined,
  }
  for (const emulator of emulators) await emulator.prepare?.(cloud)
  for (const emulator of emulators) await emulator.start?.()

  return {
    cloud,
    warnings,
    deliveries,
    authorized,
    find: (logicalId: string) => resources.find((one) => one.logicalId === logicalId)!,
    async call<Answer = Record<string, unknown>>(
      service: string,
      operation: string,
      input: Record<string, unknown>,
      principal?: Principal,
    ) {
      const emulator = emulators.find(({ name }) => name === service)!
      const answer = await emulator.handle!(aCall(operation, input, principal))
      return answer.body as Answer
    },
    view: <Answer>(name: string, query = '') =>
      emulators.find(({ views }) => views?.[name])!.views![name]!({
        rest: [],
        query: new URLSearchParams(query),
      }) as Answer,
    async stop() {
      for (const emulator of emulators) await emulator.stop?.()
      store.close()
    },
  }
}

export type FakeCloud = Awaited<ReturnType<typeof fakeCloud>>

const emulatorName = (targetArn: string) => targetArn.split(':')[2]!.replace('events', 'eventbridge')

const aCall = (
  operation: string,
  input: Record<string, unknown>,
  principal: Principal = { kind: 'root' },
): AwsCall => ({
  operation,
  input,
  rawBody: Buffer.from(JSON.stringify(input)),
  headers: {},
  path: '/',
  query: new URLSearchParams(),
  principal,
})

function identified(emulators: Emulator[], logicalId: string, { type, properties = {} }: FakeResource): Resource {
  const support = emulators.map(({ resources }) => resources?.[type]).find(Boolean)
  const { physicalId, arn: resourceArn } = support?.identify({
    stack: 'Stack',
    logicalId,
    region,
    accountId,
    endpoint,
    generatedName: `Stack-${logicalId}`,
    property: (name) => properties[name],
  }) ?? {
    physicalId: logicalId,
    arn: type === 'AWS::Lambda::Function' ? arn('lambda', `function:${logicalId}`) : logicalId,
  }
  return { stack: 'Stack', logicalId, type, physicalId, arn: resourceArn, properties, metadata: {} }
}

/** Waits until the condition holds; its last value otherwise ends up in the error. */
export async function until<Value>(
  read: () => Value | false | undefined | Promise<Value | false | undefined>,
  timeoutMs = 5000,
): Promise<Value> {
  const end = Date.now() + timeoutMs
  for (;;) {
    const value = await read()
    if (value) return value
    if (Date.now() > end) throw new Error(`not reached within ${timeoutMs} ms: ${read}`)
    await sleep(5)
  }
}
