import { readFileSync } from 'node:fs'
import { CfnParameter, RemovalPolicy, Stack, type StackProps } from 'aws-cdk-lib'
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch'
import * as iam from 'aws-cdk-lib/aws-iam'
import * as logs from 'aws-cdk-lib/aws-logs'
import * as sfn from 'aws-cdk-lib/aws-stepfunctions'
import type { Construct } from 'constructs'
import type { Service } from '../functions/shared/service.ts'
import { RUNBOOK } from './constructs/queue-alarm.ts'
import { functionAliasArn, names, pascalCase } from './names.ts'
import type { StageSettings } from './settings.ts'

const definitionFile = new URL('../statemachines/checkout/checkout.asl.json', import.meta.url)

/** The checkout saga: the hand-written ASL as it is, with the ARNs of the services' steps put in by CloudFormation. */
export class CheckoutStack extends Stack {
  constructor(
    scope: Construct,
    id: string,
    props: StackProps & { settings: StageSettings; services: readonly Service[] },
  ) {
    super(scope, id, props)
    const { settings, services } = props
    const steps = services.flatMap((service) =>
      (service.steps ?? []).map((step) => ({ service: service.name, step: step.name })),
    )
    const arnOf = Object.fromEntries(
      steps.map(({ service, step }) => [
        pascalCase(`${service}-${step}`),
        functionAliasArn(this, settings, service, `steps-${step}`),
      ]),
    )
    const definition = readFileSync(definitionFile, 'utf8')
    const used = Object.keys(arnOf).filter((name) => definition.includes(`\${${name}}`))
    const timeout = new CfnParameter(this, 'PaymentTimeoutSeconds', {
      type: 'Number',
      description: 'Seconds that an order waits for its payment; below the stock hold of 20 minutes',
      default: settings.paymentTimeoutSeconds,
      minValue: 1,
      maxValue: 1100,
    })
    const role = new iam.Role(this, 'Role', { assumedBy: new iam.ServicePrincipal('states.amazonaws.com') })
    role.addToPolicy(
      new iam.PolicyStatement({ actions: ['lambda:InvokeFunction'], resources: used.map((name) => arnOf[name]!) }),
    )
    const logGroup = new logs.LogGroup(this, 'Logs', {
      logGroupName: `/aws/vendedlogs/states/${names.stateMachine(settings)}`,
      retention: settings.retainData ? logs.RetentionDays.ONE_YEAR : logs.RetentionDays.ONE_MONTH,
      removalPolicy: settings.retainData ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
    })
    // Log delivery and X-Ray have no resources to name; AWS documents "*" for both.
    role.addToPolicy(new iam.PolicyStatement({ actions: logDeliveryActions, resources: ['*'] }))
    role.addToPolicy(
      new iam.PolicyStatement({
        actions: [
          'xray:PutTraceSegments',
          'xray:PutTelemetryRecords',
          'xray:GetSamplingRules',
          'xray:GetSamplingTargets',
        ],
        resources: ['*'],
      }),
    )
    const machine = new sfn.CfnStateMachine(this, 'Checkout', {
      stateMachineName: names.stateMachine(settings),
      stateMachineType: 'STANDARD',
      roleArn: role.roleArn,
      definitionString: definition,
      definitionSubstitutions: {
        ...Object.fromEntries(used.map((name) => [name, arnOf[name]!])),
        PaymentTimeoutSeconds: timeout.valueAsString,
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
      alarmDescription: `A checkout could not be undone: a customer may have paid for an order that stands still. Runbook: ${RUNBOOK}#parked-orders`,
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
}

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
