import { Duration, RemovalPolicy } from 'aws-cdk-lib'
import * as iam from 'aws-cdk-lib/aws-iam'
import * as lambda from 'aws-cdk-lib/aws-lambda'
import * as logs from 'aws-cdk-lib/aws-logs'
import { Construct } from 'constructs'
import { names } from '../names.ts'
import type { StageSettings } from '../settings.ts'

export interface NodeFunctionProps {
  readonly settings: StageSettings
  readonly service: string
  /** Folder below the service: `get-stock`, `steps/reserve-stock`. Also its place in `dist/`. */
  readonly path: string
  readonly timeoutSeconds?: number | undefined
  readonly memoryMb?: number | undefined
  /** Where the bundles are; `dist/` of the project. */
  readonly bundles: string
}

const retention = { 7: logs.RetentionDays.ONE_WEEK, 30: logs.RetentionDays.ONE_MONTH, 365: logs.RetentionDays.ONE_YEAR }

/** A bundled function with its own role, its own log group, tracing, and the alias `live` that everything calls. */
export class NodeFunction extends Construct {
  readonly function: lambda.Function
  readonly alias: lambda.Alias
  readonly timeout: Duration

  constructor(scope: Construct, id: string, props: NodeFunctionProps) {
    super(scope, id)
    const { settings, service, path } = props
    const functionName = names.function(settings, service, path.replace('/', '-'))
    this.timeout = Duration.seconds(props.timeoutSeconds ?? settings.timeoutSeconds)
    const logGroup = new logs.LogGroup(this, 'Logs', {
      logGroupName: `/aws/lambda/${functionName}`,
      retention: retention[settings.logRetentionDays],
      removalPolicy: settings.retainData ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
    })
    const role = new iam.Role(this, 'Role', { assumedBy: new iam.ServicePrincipal('lambda.amazonaws.com') })
    role.addToPolicy(
      new iam.PolicyStatement({
        actions: ['logs:CreateLogStream', 'logs:PutLogEvents'],
        resources: [logGroup.logGroupArn],
      }),
    )
    this.function = new lambda.Function(this, 'Function', {
      functionName,
      description: `Tradewind ${settings.stage}: ${service}/${path}`,
      runtime: lambda.Runtime.NODEJS_24_X,
      architecture: lambda.Architecture.ARM_64,
      handler: 'index.handler',
      code: lambda.Code.fromAsset(`${props.bundles}/${service}/${path}`),
      memorySize: props.memoryMb ?? settings.memoryMb,
      timeout: this.timeout,
      tracing: lambda.Tracing.ACTIVE,
      role,
      logGroup,
      environment: {
        STAGE: settings.stage,
        SERVICE_NAME: service,
        POWERTOOLS_LOG_LEVEL: 'INFO',
      },
    })
    this.alias = new lambda.Alias(this, 'Live', { aliasName: 'live', version: this.function.currentVersion })
  }

  /** One statement; the environment names that go with it are set in the same call. @param conditions of IAM, by operator and key */
  allow(
    actions: readonly string[],
    resources: readonly string[],
    environment: Readonly<Record<string, string>> = {},
    conditions?: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>>,
  ): void {
    if (actions.length > 0) {
      this.function.addToRolePolicy(
        new iam.PolicyStatement({
          actions: [...actions],
          resources: [...resources],
          ...(conditions ? { conditions } : {}),
        }),
      )
    }
    for (const [name, value] of Object.entries(environment)) this.function.addEnvironment(name, value)
  }
}
