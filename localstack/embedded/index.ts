/** The local cloud: runs a synthesized CDK assembly on this machine. See README.md. */
import { createGraph } from './assembly/graph.ts'
import { readAssembly } from './assembly/manifest.ts'
import { openAwsEndpoint } from './aws-endpoint/index.ts'
import { createCloud } from './cloud.ts'
import { createConsole } from './console/index.ts'
import { openDataFolder, temporaryDataFolder } from './data-folder.ts'
import { createEmulators } from './emulators.ts'
import type { FaultInput } from './faults/fault.ts'
import { callFaults } from './faults/strike-call.ts'
import { createFaults, type Switchboard } from './faults/switchboard.ts'
import { openStore } from './store.ts'
import type { Cloud, Emulator, Log, Resource, ResourceSupport } from './types.ts'

export interface CloudOptions {
  /** Folder of the synthesized assembly, usually `cdk.out`. */
  readonly assembly: string
  /** Where durable state is kept. Default `.local`. */
  readonly dataFolder?: string
  /** Keep nothing; `dataFolder` is not used. */
  readonly ephemeral?: boolean
  /** Ports by the Name of an AWS::ApiGatewayV2::Api; others get free ones. */
  readonly apiPorts?: Readonly<Record<string, number>>
  /** Values of CloudFormation parameters by name, in any stack. */
  readonly parameters?: Readonly<Record<string, string>>
  readonly region?: string
  readonly accountId?: string
  readonly log?: Log
  /** Execution environments per function; more invocations wait their turn. Default 4. */
  readonly maxEnvironmentsPerFunction?: number
  /** Execution environments of all functions before idle ones are ended. Default 100. */
  readonly maxEnvironments?: number
  /** Faults that are on before anything runs; see faults/README.md. */
  readonly faults?: readonly FaultInput[]
}

export interface RunningCloud {
  /** Address of the AWS endpoint: use it as AWS_ENDPOINT_URL with the access key `local`. */
  readonly endpoint: string
  /** Addresses of the HTTP APIs by their Name. */
  readonly apiUrls: Readonly<Record<string, string>>
  readonly cloud: Cloud
  readonly faults: Switchboard
  stop(): Promise<void>
}

/** An emulator that does not stop in time is left behind; the process ends anyway. */
const stopLimitMs = 1_500

/** Throws an AssemblyError that lists everything the assembly needs and the local cloud does not have. */
export async function startCloud(options: CloudOptions): Promise<RunningCloud> {
  const log = options.log ?? consoleLog
  // Lambda's clock is UTC, and so are local functions wherever the developer lives.
  process.env.TZ = 'UTC'
  const assembly = readAssembly(options.assembly)
  const folder = options.ephemeral ? temporaryDataFolder() : openDataFolder(options.dataFolder ?? '.local')
  let functions: Resource[] = []
  const faults = createFaults(() => functions.map(({ physicalId }) => physicalId))
  const emulators = createEmulators({ ...options, faults })
  const calls = callFaults(faults, emulators.lambda.endEnvironment)
  const undo: (() => unknown)[] = [() => folder.release()]
  const stop = async () => {
    for (const step of undo.splice(0).reverse()) await limited(step, log)
  }

  try {
    const store = openStore(folder.storeFile)
    undo.push(() => store.close())
    const endpoint = await openAwsEndpoint(log)
    undo.push(() => endpoint.stop())
    const settings = {
      region: options.region ?? 'eu-west-1',
      accountId: options.accountId ?? '000000000000',
      endpoint: endpoint.url,
    }
    const parameters = options.parameters ?? {}
    const graph = createGraph({ assembly, support: supportOf(emulators.all), parameters, ...settings })
    undo.push(() => emulators.httpApi.stop?.())
    await emulators.httpApi.open(graph, options.apiPorts ?? {})

    const resources = graph.resolve()
    functions = resources.filter(({ type }) => type === 'AWS::Lambda::Function')
    for (const fault of options.faults ?? []) faults.add(fault)
    const cloud = createCloud({
      ...settings,
      resources,
      emulators,
      faults: calls,
      store,
      dataFolder: folder.path,
      ephemeral: options.ephemeral ?? false,
      log,
      assets: assembly.assets,
    })
    for (const emulator of emulators.all) {
      if (emulator !== emulators.httpApi) undo.push(() => emulator.stop?.())
      await emulator.prepare?.(cloud)
    }
    endpoint.serve(emulators.all, emulators.iam.principalOf, calls)
    const localConsole = createConsole(cloud, emulators.all, faults)
    emulators.httpApi.serve((request, response) => localConsole.handle(request, response))
    for (const emulator of emulators.all) await emulator.start?.()
    undo.push(() => emulators.httpApi.stop?.())
    return { endpoint: endpoint.url, apiUrls: emulators.httpApi.urls, cloud, faults, stop }
  } catch (error) {
    await stop()
    throw error
  }
}

function supportOf(emulators: readonly Emulator[]): Map<string, ResourceSupport> {
  return new Map(emulators.flatMap((emulator) => Object.entries(emulator.resources ?? {})))
}

async function limited(step: () => unknown, log: Log): Promise<void> {
  let timer: NodeJS.Timeout | undefined
  const limit = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, stopLimitMs)
  })
  try {
    await Promise.race([step(), limit])
  } catch (error) {
    log.error('A part of the local cloud did not stop cleanly', error)
  } finally {
    clearTimeout(timer)
  }
}

const consoleLog: Log = {
  info: (message) => console.info(message),
  warn: (message) => console.warn(message),
  error: (message, cause) => console.error(message, cause ?? ''),
}
