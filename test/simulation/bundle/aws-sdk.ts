/**
 * Takes the place of the AWS SDK: hands the command's input straight to the simulated cloud. A real call costs about a
 * millisecond of CPU, and a purchase has a hundred. Retries, their tokens and error shapes are in `cloud/sdk-retries.ts`.
 */
import type { CallOptions, ClientConfig, Environment } from './environment.ts'

declare const __environment: Environment

class Command {
  readonly input: unknown
  constructor(input: unknown) {
    this.input = input
  }
}
type CommandClass = (new (input: unknown) => Command) & { readonly operation: string }

const command = (operation: string): CommandClass =>
  class extends Command {
    static readonly operation = operation
  }

const client = (service: string) =>
  class {
    readonly config: ClientConfig
    constructor(config: ClientConfig = {}) {
      this.config = config
    }
    send(sent: Command, options: CallOptions = {}): Promise<unknown> {
      const { operation } = sent.constructor as CommandClass
      return __environment.call(service, operation, sent.input, this.config, options)
    }
    destroy(): void {}
  }

export const DynamoDBClient = client('dynamodb')
export const DynamoDBDocumentClient = { from: (plain: unknown) => plain }
export const EventBridgeClient = client('events')
export const SFNClient = client('states')
export const SQSClient = client('sqs')
export const LambdaClient = client('lambda')
export const SESClient = client('ses')
export const SNSClient = client('sns')
export const SecretsManagerClient = client('secrets')
export const KMSClient = client('kms')
export const S3Client = client('s3')

export const GetCommand = command('GetItem')
export const PutCommand = command('PutItem')
export const UpdateCommand = command('UpdateItem')
export const DeleteCommand = command('DeleteItem')
export const QueryCommand = command('Query')
export const BatchGetCommand = command('BatchGetItem')
export const BatchWriteCommand = command('BatchWriteItem')
export const TransactWriteCommand = command('TransactWriteItems')
export const PutEventsCommand = command('PutEvents')
export const StartExecutionCommand = command('StartExecution')
export const SendTaskSuccessCommand = command('SendTaskSuccess')
export const SendTaskFailureCommand = command('SendTaskFailure')
export const SendMessageCommand = command('SendMessage')
export const InvokeCommand = command('Invoke')
export const SendEmailCommand = command('SendEmail')
export const PublishCommand = command('Publish')
export const GetSecretValueCommand = command('GetSecretValue')
export const SignCommand = command('Sign')
export const GetPublicKeyCommand = command('GetPublicKey')
export const GetObjectCommand = command('GetObject')
export const PutObjectCommand = command('PutObject')
export const DeleteObjectCommand = command('DeleteObject')
export const HeadObjectCommand = command('HeadObject')
export const ListObjectsV2Command = command('ListObjectsV2')
