/** Which CloudFormation types and properties of Lambda are emulated, and what is ignored why. */
import type { IdentifyContext, ResourceSupport } from '../types.ts'
import { functionName } from './function-config.ts'

const arnOf = ({ region, accountId }: IdentifyContext, name: string) =>
  `arn:aws:lambda:${region}:${accountId}:function:${name}`

const inherited = (context: IdentifyContext) => functionName(String(context.property('FunctionName')))

export const resources: Readonly<Record<string, ResourceSupport>> = {
  'AWS::Lambda::Function': {
    honoured: [
      'Code',
      'DeadLetterConfig',
      'Environment',
      'FunctionName',
      'Handler',
      'LoggingConfig',
      'MemorySize',
      'ReservedConcurrentExecutions',
      'Role',
      'Runtime',
      'Timeout',
    ],
    ignored: {
      Architectures: 'Functions run on the architecture of this machine.',
      Description: 'Text only.',
      EphemeralStorage: 'The temporary folder is the one of this machine.',
      KmsKeyArn: 'Environment variables are not encrypted locally.',
      RecursiveLoop: 'Loops are not detected locally.',
      RuntimeManagementConfig: 'Functions run on the Node.js of this machine.',
      TracingConfig: 'Trace ids are passed on; segments are not sent.',
    },
    identify(context) {
      const name = String(context.property('FunctionName') ?? context.generatedName)
      const arn = arnOf(context, name)
      return { physicalId: name, arn, attributes: { Arn: arn } }
    },
  },
  'AWS::Lambda::Version': {
    honoured: ['FunctionName'],
    ignored: {
      CodeSha256: 'There is one version of the code locally: what the assembly has.',
      Description: 'Text only.',
      ProvisionedConcurrencyConfig: 'Environments start when they are needed.',
    },
    identify(context) {
      const functionArn = arnOf(context, inherited(context))
      const arn = `${functionArn}:1`
      return { physicalId: arn, arn, attributes: { Version: '1', FunctionArn: arn } }
    },
  },
  'AWS::Lambda::Alias': {
    honoured: ['FunctionName', 'FunctionVersion', 'Name'],
    ignored: {
      Description: 'Text only.',
      ProvisionedConcurrencyConfig: 'Environments start when they are needed.',
      RoutingConfig: 'There is one version of the code locally.',
    },
    identify(context) {
      const arn = `${arnOf(context, inherited(context))}:${context.property('Name')}`
      return { physicalId: arn, arn, attributes: { AliasArn: arn } }
    },
  },
  'AWS::Lambda::Permission': {
    honoured: ['Action', 'FunctionName', 'Principal', 'SourceArn', 'SourceAccount', 'EventSourceToken'],
    identify: ({ generatedName }) => ({ physicalId: generatedName, arn: generatedName }),
  },
  'AWS::Lambda::EventInvokeConfig': {
    honoured: ['DestinationConfig', 'FunctionName', 'MaximumEventAgeInSeconds', 'MaximumRetryAttempts', 'Qualifier'],
    identify: ({ generatedName }) => ({ physicalId: generatedName, arn: generatedName }),
  },
  'AWS::Lambda::EventSourceMapping': {
    honoured: [
      'BatchSize',
      'BisectBatchOnFunctionError',
      'DestinationConfig',
      'Enabled',
      'EventSourceArn',
      'FilterCriteria',
      'FunctionName',
      'FunctionResponseTypes',
      'MaximumBatchingWindowInSeconds',
      'MaximumRecordAgeInSeconds',
      'MaximumRetryAttempts',
      'ParallelizationFactor',
      'ScalingConfig',
      'StartingPosition',
    ],
    ignored: { MetricsConfig: 'Metrics are watched in the deployed account.' },
    identify({ generatedName, region, accountId }) {
      const arn = `arn:aws:lambda:${region}:${accountId}:event-source-mapping:${generatedName}`
      return { physicalId: generatedName, arn, attributes: { Id: generatedName, EventSourceMappingArn: arn } }
    },
  },
}
