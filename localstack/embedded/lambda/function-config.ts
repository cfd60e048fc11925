/** What the local cloud needs to know of one function, read from its resolved resource. */
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Cloud, Resource } from '../types.ts'

export interface FunctionConfig {
  readonly name: string
  readonly arn: string
  readonly stack: string
  readonly roleArn: string
  readonly handler: string
  /** Absolute folder of the code. */
  readonly codeFolder: string
  readonly memoryMb: number
  readonly timeoutSeconds: number
  /** Undefined: the local default applies. 0: the function is switched off. */
  readonly reservedConcurrency?: number
  readonly variables: Readonly<Record<string, string>>
  readonly logGroup: string
  readonly deadLetterArn?: string
}

interface FunctionProperties {
  readonly Code?: { readonly S3Key?: string; readonly ZipFile?: string }
  readonly Handler?: string
  readonly Runtime?: string
  readonly Role: string
  readonly MemorySize?: number | string
  readonly Timeout?: number | string
  readonly ReservedConcurrentExecutions?: number | string
  readonly Environment?: { readonly Variables?: Record<string, unknown> }
  readonly DeadLetterConfig?: { readonly TargetArn?: string }
  readonly LoggingConfig?: { readonly LogGroup?: string }
}

/** Throws an error that names the function when it cannot run here. */
export function functionConfig(resource: Resource, cloud: Cloud): FunctionConfig {
  const properties = resource.properties as unknown as FunctionProperties
  const name = resource.physicalId
  const where = `${resource.stack}/${resource.logicalId}`
  if (!properties.Runtime?.startsWith('nodejs')) {
    throw new Error(
      `${where}: the runtime ${properties.Runtime ?? 'of a container image'} is not emulated, only Node.js`,
    )
  }
  const reserved = properties.ReservedConcurrentExecutions
  return {
    name,
    arn: resource.arn,
    stack: resource.stack,
    roleArn: properties.Role,
    handler: properties.Handler ?? 'index.handler',
    codeFolder: codeFolder(properties, cloud, name, where),
    memoryMb: Number(properties.MemorySize ?? 128),
    timeoutSeconds: Number(properties.Timeout ?? 3),
    reservedConcurrency: reserved === undefined ? undefined : Number(reserved),
    variables: Object.fromEntries(
      Object.entries(properties.Environment?.Variables ?? {}).map(([key, value]) => [key, String(value)]),
    ),
    logGroup: properties.LoggingConfig?.LogGroup ?? `/aws/lambda/${name}`,
    deadLetterArn: properties.DeadLetterConfig?.TargetArn,
  }
}

function codeFolder({ Code = {} }: FunctionProperties, cloud: Cloud, name: string, where: string): string {
  if (Code.ZipFile !== undefined) {
    const folder = join(cloud.dataFolder, 'inline-code', name)
    mkdirSync(folder, { recursive: true })
    writeFileSync(join(folder, 'index.js'), Code.ZipFile)
    // Lambda takes inline code as CommonJS.
    writeFileSync(join(folder, 'package.json'), '{"type":"commonjs"}')
    return folder
  }
  const folder = Code.S3Key === undefined ? undefined : cloud.assetPath(Code.S3Key)
  if (!folder) throw new Error(`${where}: its code is not an asset of this assembly: synthesize again, or use an asset`)
  if (folder.endsWith('.zip')) throw new Error(`${where}: code in a zip file is not read: let the asset be a folder`)
  return folder
}

/**
 * The environment variables that Lambda sets, with the role's credentials and the local endpoint.
 * The session token, which SDKs send with every call, ends with the environment's id: see `environmentOf`.
 */
export function environmentVariables(
  config: FunctionConfig,
  cloud: Cloud,
  environment: string,
): Record<string, string> {
  const credentials = cloud.credentialsFor(config.roleArn, config.name)
  return {
    PATH: process.env.PATH ?? '',
    LANG: 'en_US.UTF-8',
    TZ: ':UTC',
    ...config.variables,
    AWS_REGION: cloud.region,
    AWS_DEFAULT_REGION: cloud.region,
    AWS_EXECUTION_ENV: `AWS_Lambda_nodejs${process.versions.node.split('.')[0]}.x`,
    AWS_LAMBDA_FUNCTION_NAME: config.name,
    AWS_LAMBDA_FUNCTION_VERSION: '$LATEST',
    AWS_LAMBDA_FUNCTION_MEMORY_SIZE: String(config.memoryMb),
    AWS_LAMBDA_INITIALIZATION_TYPE: 'on-demand',
    AWS_LAMBDA_LOG_GROUP_NAME: config.logGroup,
    AWS_LAMBDA_LOG_STREAM_NAME: 'local',
    LAMBDA_TASK_ROOT: config.codeFolder,
    _HANDLER: config.handler,
    AWS_ENDPOINT_URL: cloud.endpoint,
    // The developer's own AWS profile must not leak into functions.
    AWS_CONFIG_FILE: '/dev/null',
    AWS_SHARED_CREDENTIALS_FILE: '/dev/null',
    AWS_EC2_METADATA_DISABLED: 'true',
    ...credentials,
    AWS_SESSION_TOKEN: `${credentials.AWS_SESSION_TOKEN}/${environment}`,
  }
}

/** Id of the execution environment that a call comes from, by its session token. */
export const environmentOf = (sessionToken: string | undefined): string | undefined => sessionToken?.split('/')[1]

/** The function's name from a name, a partial or full ARN, with or without a version or alias. */
export function functionName(nameOrArn: string): string {
  const parts = nameOrArn.split(':')
  return parts.includes('function') ? parts[parts.indexOf('function') + 1]! : parts[0]!
}
