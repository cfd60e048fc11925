/** The AWS managed policies that applications commonly attach, reduced to the actions that matter locally. */
import type { PolicyDocument } from './statements.ts'

const allow = (...actions: string[]): PolicyDocument => ({
  Statement: { Effect: 'Allow', Action: actions, Resource: '*' },
})
const logs = ['logs:CreateLogGroup', 'logs:CreateLogStream', 'logs:PutLogEvents']
const prefix = 'arn:aws:iam::aws:policy/'

const policies: Readonly<Record<string, PolicyDocument>> = {
  'service-role/AWSLambdaBasicExecutionRole': allow(...logs),
  'service-role/AWSLambdaVPCAccessExecutionRole': allow(...logs, 'ec2:*NetworkInterface*', 'ec2:DescribeSubnets'),
  'service-role/AWSLambdaDynamoDBExecutionRole': allow(
    ...logs,
    'dynamodb:DescribeStream',
    'dynamodb:GetRecords',
    'dynamodb:GetShardIterator',
    'dynamodb:ListStreams',
  ),
  'service-role/AWSLambdaSQSQueueExecutionRole': allow(
    ...logs,
    'sqs:ReceiveMessage',
    'sqs:DeleteMessage',
    'sqs:GetQueueAttributes',
  ),
  'service-role/AmazonAPIGatewayPushToCloudWatchLogs': allow('logs:*'),
  AWSXRayDaemonWriteAccess: allow('xray:PutTraceSegments', 'xray:PutTelemetryRecords', 'xray:GetSampling*'),
  CloudWatchLambdaInsightsExecutionRolePolicy: allow(...logs),
}

/** Undefined for a policy of the account itself; throws for an AWS managed policy that is not in the table. */
export function managedPolicy(arn: string, where: string): PolicyDocument | undefined {
  if (!arn.startsWith(prefix)) return undefined
  const policy = policies[arn.slice(prefix.length)]
  if (policy) return policy
  throw new Error(
    `${where}: the AWS managed policy ${arn} is not known locally. ` +
      'Grant the actions by statements of your own, or add it to localstack/embedded/iam/managed-policies.ts.',
  )
}
