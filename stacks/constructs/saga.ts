import { readFileSync } from 'node:fs'
import { RemovalPolicy, Stack } from 'aws-cdk-lib'
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch'
import * as iam from 'aws-cdk-lib/aws-iam'
import * as logs from 'aws-cdk-lib/aws-logs'
import * as sfn from 'aws-cdk-lib/aws-stepfunctions'
import { Construct } from 'constructs'
import type { Service } from '../../functions/shared/service.ts'
import { functionAliasArn, names } from '../names.ts'
import { pascalCase } from '../pascal-case.ts'
import type { StageSettings } from '../settings.ts'
import { RUNBOOK } from './queue-alarm.ts'

export interface SagaProps {
  readonly settings: StageSettings
  /** `statemachines/<name>/<name>.asl.json` */
  readonly name: 'checkout' | 'erasure'
  readonly services: readonly Service[]
  /** Values of the definition's placeholders that are no steps. */
  readonly substitutions?: Readonly<Record<string, string>>
  /** What a failed execution costs the customer, in one sentence. */
  readonly impact: string
  readonly runbookHeading: string
}

/** Hand-written ASL as it is, with the ARNs of the services' steps put in by CloudFormation, and an alarm for what got stuck. */
export class Saga extends Construct {
  constructor(scope: Construct, id: string, props: SagaProps) {
    super(scope, id)
    const { settings, name, services } = props
    const definition = readFileSync(new URL(`../../statemachines/${name}/${name}.asl.json`, import.meta.url), 'utf8')
    const steps = services.flatMap((service) =>
      (service.steps ?? []).map((step) => ({
        placeholder: pascalCase(`${service.name}-${step.name}`),
        arn: functionAliasArn(Stack.of(this), settings, service.name, `steps-${step.name}`),
      })),
    )
    const used = steps.filter(({ placeholder }) => definition.includes(`\${${placeholder}}`))
    const logGroup = new logs.LogGroup(this, 'Logs', {
      logGroupName: `/aws/vendedlogs/states/${names.stateMachine(settings, name)}`,
      retention: settings.retainData ? logs.RetentionDays.ONE_YEAR : logs.RetentionDays.ONE_MONTH,
      removalPolicy: settings.retainData ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
    })
    const role = this.#role(used.map(({ arn }) => arn))
    const machine = new sfn.CfnStateMachine(this, 'Machine', {
      stateMachineName: names.stateMachine(settings, name),
      stateMachineType: 'STANDARD',
      roleArn: role.roleArn,
      definitionString: definition,
      definitionSubstitutions: {
        ...Object.fromEntries(used.map(({ placeholder, arn }) => [placeholder, arn])),
        ...props.substitutions,
      },
      tracingConfiguration: { enabled: true },
      // Without execution data: inputs and outputs stay out of the logs.
      loggingConfiguration: {
        level: 'ERROR',
        includeExecutionData: false,
        destinations: [{ cloudWatchLogsLogGroup: { logGroupArn: `${logGroup.logGroupArn}` } }],
      },
    })
    machine.node.addDependency(role)
    new cloudwatch.Alarm(this, 'ParkedAlarm', {
      alarmDescription: `${props.impact} Runbook: ${RUNBOOK}#${props.runbookHeading}`,
      metric: new cloudwatch.Metric({
        namespace: 'AWS/States',
        metricName: 'ExecutionsFailed',
        dimensionsMap: { StateMachineArn: machine.ref },
        statistic: 'Sum',
      }),
      threshold: 0,
      comparisonOperator: cloudwatch.ComparisonOperator.GREATER_THAN_THRESHOLD,
      evaluationPeriods: 1,
      treatMissingData: cloudwatch.TreatMissingData.NOT_BREACHING,
    })
  }

  #role(steps: string[]): iam.Role {
    const role = new iam.Role(this, 'Role', { assumedBy: new iam.ServicePrincipal('states.amazonaws.com') })
    role.addToPolicy(new iam.PolicyStatement({ actions: ['lambda:InvokeFunction'], resources: steps }))
    // Log delivery and X-Ray have no resources to name; AWS documents "*" for both.
    for (const actions of [logDeliveryActions, tracingActions]) {
      role.addToPolicy(new iam.PolicyStatement({ actions, resources: ['*'] }))
    }
    return role
  }
}

const tracingActions = [
  'xray:PutTraceSegments',
  'xray:PutTelemetryRecords',
  'xray:GetSamplingRules',
  'xray:GetSamplingTargets',
]

const logDeliveryActions = [
  'logs:CreateLogDelivery',
  'logs:GetLogDelivery',
  'logs:UpdateLogDelivery',
  'logs:DeleteLogDelivery',
  'logs:ListLogDeliveries',
  'logs:PutResourcePolicy',
  'logs:DescribeResourcePolicies',
  'logs:DescribeLogGroups',
]
