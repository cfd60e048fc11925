/** AWS Lambda: functions in worker threads, their asynchronous invocations, and mappings from DynamoDB streams. */
import type { Faults } from '../faults/switchboard.ts'
import { AwsError, type Cloud, type Emulator, type InvokeOptions, type InvokeResult, type Principal } from '../types.ts'
import { createAsyncInvocations } from './async-invocations.ts'
import { compileCache } from './compile-cache.ts'
import { createEnvironmentPool, type EnvironmentPool } from './environment-pool.ts'
import { environmentVariables, type FunctionConfig, functionConfig, functionName } from './function-config.ts'
import { createInvocationMemory } from './invocation-memory.ts'
import { answerInvoke, invokePath } from './invoke-api.ts'
import { createInvoker, type InvokeContext, type Invoker } from './invoker.ts'
import { resources } from './resource-support.ts'
import { createStreamMapping, mappingSettings } from './stream-mapping.ts'
import type { StreamSource } from './stream-source.ts'
import { functionsView, invocationsView, memoryView } from './views.ts'

export interface LambdaOptions {
  readonly streams: StreamSource
  readonly faults?: Faults
  /** Where the lines that functions print go. */
  writeLog(logGroup: string, line: string): void
  /** Environments per function; more invocations wait. Default 8. */
  readonly maxEnvironmentsPerFunction?: number
  /** Environments of all functions before idle ones are ended. Default 100. */
  readonly maxEnvironments?: number
  /** Milliseconds until an idle environment is ended. Default 5 minutes. */
  readonly idleMs?: number
}

export interface LambdaEmulator extends Emulator {
  invoke(functionArn: string, payload: unknown, options: InvokeOptions): Promise<InvokeResult>
  /** Ends an execution environment in the middle of whatever it does. */
  endEnvironment(id: string): Promise<void>
}

export function lambda(options: LambdaOptions): LambdaEmulator {
  const configs = new Map<string, FunctionConfig>()
  const memory = createInvocationMemory()
  let cloud: Cloud
  let pool: EnvironmentPool
  let invoker: Invoker
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

  const qualifiedArn = (nameOrArn: string) => configOf(nameOrArn).arn + qualifierOf(nameOrArn)
  const invoke = (nameOrArn: string, payload: string, context: InvokeContext) =>
    invoker.invoke(configOf(nameOrArn), qualifiedArn(nameOrArn), payload, context)
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
        maxPerFunction: options.maxEnvironmentsPerFunction ?? 8,
        maxTotal: options.maxEnvironments ?? 100,
        idleMs: options.idleMs ?? 300_000,
        settledMs: 5_000,
        // What a start costs on a busy laptop: with 50 ms the end-to-end tests took a tenth more CPU and more time.
        patienceMs: 200,
        compileCacheFolder: compileCache(),
        log: cloud.log,
        variables: (config, environment) => environmentVariables(config, cloud, environment),
      })
      const { faults, writeLog } = options
      invoker = createInvoker({ pool, memory, log: cloud.log, faults, writeLog })
      events = createAsyncInvocations(cloud, configs, (arn, payload, source, requestId) =>
        invoke(arn, payload, { source, requestId }),
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

    async invoke(functionArn, payload, { principal, source, traceId, waiter, withdrawn, urgency }) {
      // A mapping is part of Lambda and needs no permission to call the function.
      const ownMapping = principal.kind === 'service' && principal.service === 'lambda.amazonaws.com'
      if (!ownMapping) authorizeInvoke(principal, qualifiedArn(functionArn))
      return invoke(functionArn, JSON.stringify(payload) ?? 'null', { source, traceId, waiter, withdrawn, urgency })
    },
    async handle(call) {
      return answerInvoke(call, {
        config: configOf,
        authorize: authorizeInvoke,
        invoke: invoker.invokeText,
        accept: (arn, payload, source) => events.accept(arn, payload, source),
      })
    },
    async deliver({ targetArn, payload, principal }) {
      const source = principal.kind === 'service' ? (principal.sourceArn ?? principal.service) : principal.kind
      configOf(targetArn)
      events.accept(targetArn, JSON.stringify(payload) ?? 'null', source)
    },

    endEnvironment: (id) => pool.end(id),

    forget: () => memory.forgetPayloads(),

    views: {
      functions: functionsView(configs, memory, (arn) => pool.count(arn)),
      invocations: invocationsView(configs, memory),
      memory: memoryView(() => pool),
    },
  }
}

const qualifierOf = (arn: string) => (arn.startsWith('arn:') ? (/:function:[^:]+(:.+)$/.exec(arn)?.[1] ?? '') : '')
