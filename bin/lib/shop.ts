/** Builds, synthesizes and starts the whole shop on this machine. */
import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import type { FaultInput } from '../../localstack/embedded/faults/fault.ts'
import { startCloud } from '../../localstack/embedded/index.ts'
import { pascalCase } from '../../stacks/pascal-case.ts'
import { stages } from '../../stacks/settings.ts'
import { build } from './build.ts'
import { type SeedKind, seedShop } from './seed-shop.ts'
import { shopFile } from './shop-file.ts'
import { snapshot } from './snapshot.ts'
import { synthesize } from './synth.ts'

export interface ShopOptions {
  /** 0 takes a free one. */
  readonly port: number
  /** Folder of an assembly to run as it is: nothing is built, and nobody may change it meanwhile. */
  readonly assembly?: string | undefined
  readonly dataFolder: string
  /** Keep nothing. */
  readonly ephemeral: boolean
  readonly seed: SeedKind
  /** CloudFormation parameters by name. */
  readonly parameters?: Readonly<Record<string, string>>
  /** Values of the stage's secrets by the last part of their name, such as `payment-api-key`. */
  readonly secrets?: Readonly<Record<string, string>>
  /** Faults that are on before anything runs. */
  readonly faults?: readonly FaultInput[]
  /** Runs a piece of work and shows that it runs. */
  readonly progress: Progress
  readonly log?: (line: string) => void
}

export type Progress = <Result>(
  title: string,
  work: (note: (text: string) => void) => Promise<Result>,
) => Promise<Result>

export interface Shop {
  readonly url: string
  /** The AWS endpoint of the local cloud. */
  readonly endpoint: string
  stop(): Promise<void>
}

const API = 'tradewind-local'

export async function startShop(options: ShopOptions): Promise<Shop> {
  const { progress } = options
  const copy = options.assembly
    ? { folder: options.assembly, release: () => {} }
    : snapshot(await assemblyOfToday(options))
  const cloud = await progress('Starting the local cloud', () =>
    startCloud({
      assembly: copy.folder,
      dataFolder: options.dataFolder,
      ephemeral: options.ephemeral,
      apiPorts: { [API]: options.port },
      parameters: { ...limitsOfProd(), ...options.parameters },
      faults: options.faults ?? [],
      ...(options.log ? { log: quiet(options.log) } : {}),
    }),
  )
  try {
    const shop = { url: cloud.apiUrls[API]!, endpoint: cloud.endpoint }
    await putSecrets(cloud.endpoint, options.secrets ?? {})
    if (options.seed !== 'none') {
      await progress('Seeding', async (note) =>
        note(await seedShop({ ...shop, stage: 'local', what: options.seed, onProgress: note })),
      )
    }
    if (!options.ephemeral) announce(options.dataFolder, shop)
    return {
      ...shop,
      async stop() {
        if (!options.ephemeral) rmSync(shopFile(options.dataFolder), { force: true })
        await cloud.stop()
        copy.release()
      },
    }
  } catch (error) {
    await cloud.stop()
    copy.release()
    throw error
  }
}

/** Built and synthesized, as far as it is not up to date. */
async function assemblyOfToday({ progress, log }: ShopOptions): Promise<string> {
  await progress('Bundling functions', async (note) => {
    const { built, functions } = await build()
    note(built ? `${built} functions` : `${functions} functions, unchanged`)
    if (built) await warnOfStaleDocs(log)
  })
  const { assembly } = await progress('Synthesizing the CDK app', async (note) => {
    const synthesis = await synthesize('local')
    if (!synthesis.synthesized) note('unchanged')
    return synthesis
  })
  return assembly
}

/** A shop with stale documents works, so it starts; `npm run build` and the tests refuse them. */
async function warnOfStaleDocs(log: ShopOptions['log']): Promise<void> {
  const [{ staleFiles }, { shopServices }] = await Promise.all([
    import('./docs/generated.ts'),
    import('../../stacks/services.ts'),
  ])
  const stale = await staleFiles(shopServices)
  if (stale.length > 0) log?.(`warning: ${stale.join(', ')} and the routes disagree: run npm run docs`)
}

/** As an operator does in the cloud. */
async function putSecrets(endpoint: string, secrets: Readonly<Record<string, string>>): Promise<void> {
  if (Object.keys(secrets).length === 0) return
  const { PutSecretValueCommand, SecretsManagerClient } = await import('@aws-sdk/client-secrets-manager')
  const credentials = { accessKeyId: 'local', secretAccessKey: 'local' }
  const client = new SecretsManagerClient({ endpoint, region: 'eu-west-1', credentials })
  for (const [name, SecretString] of Object.entries(secrets)) {
    await client.send(new PutSecretValueCommand({ SecretId: `tradewind/local/${name}`, SecretString }))
  }
  client.destroy()
}

function announce(dataFolder: string, shop: { url: string; endpoint: string }): void {
  mkdirSync(dataFolder, { recursive: true })
  writeFileSync(shopFile(dataFolder), JSON.stringify({ ...shop, pid: process.pid }, null, 2))
}

/** `RATE_LIMITS=prod` gives the local shop prod's limits. */
function limitsOfProd(): Record<string, string> {
  if (process.env.RATE_LIMITS !== 'prod') return {}
  const { throttle, apiKeyRequestsPerMinute, rateLimits } = stages.prod
  return {
    RouteThrottles: 'public',
    ThrottleRate: String(throttle.rate),
    ThrottleBurst: String(throttle.burst),
    ApiKeyRequestsPerMinute: String(apiKeyRequestsPerMinute),
    ...Object.fromEntries(
      Object.entries(rateLimits).map(([route, { requests, seconds }]) => [
        `${pascalCase(route)}RateLimit`,
        `${requests}/${seconds}`,
      ]),
    ),
  }
}

const quiet = (log: (line: string) => void) => ({
  info: () => {},
  warn: (message: string) => log(`warning: ${message}`),
  error: (message: string, cause?: unknown) => log(`error: ${message}${cause ? ` (${String(cause)})` : ''}`),
})
