/** AWS Lambda: functions in worker threads, their asynchronous invocations, and mappings from DynamoDB streams. */
import { createHash, randomUUID } from 'node:crypto'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { newTraceId } from '../trace-id.ts'
import { AwsError, type Cloud, type Emulator, type InvokeOptions, type InvokeResult, type Principal } from '../types.ts'
import { createAsyncInvocations } from './async-invocations.ts'
import { createEnvironmentPool, type EnvironmentPool } from './environment-pool.ts'
import { environmentVariables, type FunctionConfig, functionConfig, functionName } from './function-config.ts'
import { createInvocationMemory } from './invocation-memory.ts'
import { answerInvoke, invokePath } from './invoke-api.ts'
import { resources } from './resource-support.ts'
import { createStreamMapping, mappingSettings } from './stream-mapping.ts'
import type { StreamSource } from './stream-source.ts'

/** Lambda's limit of a synchronous request, bytes. */
const maxRequestBytes = 6 * 1024 * 1024

export interface LambdaOptions {
  readonly streams: StreamSource
  /** Where the lines that functions print go. */
  writeLog(logGroup: string, line: string): void
  /** Environments per function; more invocations wait. Default 4. */
  readonly maxEnvironmentsPerFunction?: number
  /** Environments of all functions before idle ones are ended. Default 100. */
  readonly maxEnvironments?: number
  /** Milliseconds until an idle environment is ended. Default 5 minutes. */
  readonly idleMs?: number
}

export interface LambdaEmulator extends Emulator {
  invoke(functionArn: string, payload: unknown, options: InvokeOptions): Promise<InvokeResult>
}

/** An invocation whose payload stays JSON text, as it came from the wire. */
export type InvokeText = (
  config: FunctionConfig,
  arn: string,
  payload: string,
  options: Pick<InvokeOptions, 'source' | 'traceId'>,
  requestId?: string,
) => Promise<{
  readonly ok: boolean
  readonly text: string
  readonly requestId: string
  readonly durationMs: number
  readonly logs: string[]
}>

export function lambda(options: LambdaOptions): LambdaEmulator {
  const configs = new Map<string, FunctionConfig>()
  const memory = createInvocationMemory()
  let cloud: Cloud
  let pool: EnvironmentPool
  let events: ReturnType<typeof createAsyncInvocations>
  let mappings: ReturnType<typeof createStreamMapping>[] = []

  function configOf(nameOrArn: string): FunctionConfig {
    const config = configs.get(functionName(nameOrArn))
    if (config) return config
    const arn = nameOrArn.startsWith('arn:')
      ? nameOrArn
      : `arn:aws:lambda:${cloud.region}:${cloud.accountId}:function:${nameOrArn}`
    throw new AwsError('ResourceNotFoundException', `Function not found: ${arn}`, 404, { Type: 'User' })
  }

  const invokeText: InvokeText = async (config, arn, payload, { source, traceId }, requestId = randomUUID()) => {
    if (Buffer.byteLength(payload) > maxRequestBytes) {
      throw new AwsError(
        'RequestTooLargeException',
        `${maxRequestBytes} byte payload is too large for ${config.name}`,
        413,
      )
    }
    if (config.reservedConcurrency === 0) throw switchedOff()
    const logs: string[] = []
    const remembered = memory.begin(config, requestId, source, payload)
    const onLog = (line: string) => {
      logs.push(line)
      remembered.log(line)
      options.writeLog(config.logGroup, line)
    }
    const outcome = await pool.invoke(config, { requestId, arn, payload, traceId: traceId ?? newTraceId() }, onLog)
    remembered.end(outcome)
    if (!outcome.ok) cloud.log.warn(`${config.name} failed: ${outcome.error.errorType}: ${outcome.error.errorMessage}`)
    const text = outcome.ok ? outcome.payload : JSON.stringify(outcome.error)
    return { ok: outcome.ok, text, requestId, durationMs: outcome.durationMs, logs }
  }

  async function invoke(
    arn: string,
    text: string,
    options: Pick<InvokeOptions, 'source' | 'traceId'>,
    id?: string,
  ): Promise<InvokeResult> {
    const config = configOf(arn)
    if (config.reservedConcurrency === 0) return throttled(id)
    const result = await invokeText(config, config.arn + qualifierOf(arn), text, options, id)
    const { ok, requestId, durationMs } = result
    const payload = JSON.parse(result.text) as unknown
    return { ok, payload, requestId, durationMs, ...(ok ? {} : { functionError: 'Unhandled' }) }
  }

  const authorizeInvoke = (principal: Principal, arn: string) =>
    cloud.authorize(principal, 'lambda:InvokeFunction', arn)

  return {
    name: 'lambda',
    resources,
    protocol: {
      kind: 'rest',
      match: (method, path) => (method === 'POST' && invokePath.test(path) ? 'Invoke' : undefined),
    },

    async prepare(theCloud) {
      cloud = theCloud
      for (const resource of cloud.resources('AWS::Lambda::Function')) {
        configs.set(resource.physicalId, functionConfig(resource, cloud))
      }
      pool = createEnvironmentPool({
        maxPerFunction: options.maxEnvironmentsPerFunction ?? 4,
        maxTotal: options.maxEnvironments ?? 100,
        idleMs: options.idleMs ?? 300_000,
        compileCacheFolder: compileCacheFolder(cloud),
        log: cloud.log,
        variables: (config) => environmentVariables(config, cloud),
      })
      events = createAsyncInvocations(cloud, configs, (arn, payload, source, id) =>
        invoke(arn, payload, { source }, id),
      )
      mappings = cloud
        .resources('AWS::Lambda::EventSourceMapping')
        .filter(({ properties }) => String(properties.EventSourceArn).startsWith('arn:aws:dynamodb:'))
        .filter(({ properties }) => String(properties.Enabled ?? true) === 'true')
        .map((resource) => {
          const settings = mappingSettings(resource)
          const { roleArn, name } = configOf(settings.functionName)
          for (const action of ['DescribeStream', 'GetRecords', 'GetShardIterator']) {
            cloud.authorize({ kind: 'role', roleArn, label: name }, `dynamodb:${action}`, settings.streamArn)
          }
          return createStreamMapping(cloud, options.streams, settings)
        })
    },
    async start() {
      events.resume()
      for (const mapping of mappings) mapping.start()
    },
    async stop() {
      events?.stop()
      const stopped = Promise.all(mappings.map((mapping) => mapping.stop()))
      await pool?.stop()
      await stopped
    },

    async invoke(functionArn, payload, { principal, source, traceId }) {
      // A mapping is part of Lambda and needs no permission to call the function.
      const ownMapping = principal.kind === 'service' && principal.service === 'lambda.amazonaws.com'
      if (!ownMapping) authorizeInvoke(principal, configOf(functionArn).arn + qualifierOf(functionArn))
      return invoke(functionArn, JSON.stringify(payload) ?? 'null', { source, traceId })
    },
    async handle(call) {
      return answerInvoke(call, {
        config: configOf,
        authorize: authorizeInvoke,
        invoke: invokeText,
        accept: (arn, payload, source) => events.accept(arn, payload, source),
      })
    },
    async deliver({ targetArn, payload, principal }) {
      const source = principal.kind === 'service' ? (principal.sourceArn ?? principal.service) : principal.kind
      configOf(targetArn)
      events.accept(targetArn, JSON.stringify(payload) ?? 'null', source)
    },

    views: {
      functions: () => ({
        items: [...configs.values()].map(({ name, arn, stack, memoryMb, timeoutSeconds }) => ({
          name,
          arn,
          stack,
          memoryMb,
          timeoutSeconds,
          environments: pool.count(arn),
          ...memory.counters(name),
        })),
      }),
      invocations: ({ query }) => {
        const name = query.get('function')
        if (name) return configs.has(functionName(name)) ? { items: memory.recent(functionName(name)) } : undefined
        const items = [...configs.keys()].flatMap((key) =>
          memory.recent(key).map((invocation) => ({ function: key, ...invocation })),
        )
        return { items: items.sort((a, b) => b.at.localeCompare(a.at)).slice(0, 100) }
      },
    },
  }
}

/** A reserved concurrency of 0 stops a function, as an operator does in an emergency. */
const switchedOff = () =>
  new AwsError('TooManyRequestsException', 'Rate Exceeded.', 429, {
    Reason: 'ReservedFunctionConcurrentInvocationLimitExceeded',
  })

const throttled = (requestId: string = randomUUID()): InvokeResult => ({
  ok: false,
  payload: { errorType: 'TooManyRequestsException', errorMessage: 'Rate Exceeded.' },
  functionError: 'TooManyRequests',
  requestId,
  durationMs: 0,
})

const qualifierOf = (arn: string) => (arn.startsWith('arn:') ? (/:function:[^:]+(:.+)$/.exec(arn)?.[1] ?? '') : '')

/** Compiled code is kept between runs, ephemeral ones too: it is derived from the code only. */
function compileCacheFolder({ ephemeral, dataFolder }: Cloud) {
  const user = createHash('sha256').update(process.execPath).digest('hex').slice(0, 8)
  return ephemeral
    ? join(tmpdir(), `local-cloud-compile-cache-${process.getuid?.() ?? user}`)
    : join(dataFolder, 'compile-cache')
}
