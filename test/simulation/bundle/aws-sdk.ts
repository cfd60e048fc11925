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

export const DynamoDBClient = /* @__PURE__ */ client('dynamodb')
export const DynamoDBDocumentClient = { from: (plain: unknown) => plain }
export const EventBridgeClient = /* @__PURE__ */ client('events')
export const SFNClient = /* @__PURE__ */ client('states')
export const SQSClient = /* @__PURE__ */ client('sqs')
export const LambdaClient = /* @__PURE__ */ client('lambda')
export const SESClient = /* @__PURE__ */ client('ses')
export const SNSClient = /* @__PURE__ */ client('sns')
export const SecretsManagerClient = /* @__PURE__ */ client('secrets')
export const KMSClient = /* @__PURE__ */ client('kms')
export const S3Client = /* @__PURE__ */ client('s3')

export const GetCommand = /* @__PURE__ */ command('GetItem')
export const PutCommand = /* @__PURE__ */ command('PutItem')
export const UpdateCommand = /* @__PURE__ */ command('UpdateItem')
export const DeleteCommand = /* @__PURE__ */ command('DeleteItem')
export const QueryCommand = /* @__PURE__ */ command('Query')
export const BatchGetCommand = /* @__PURE__ */ command('BatchGetItem')
export const BatchWriteCommand = /* @__PURE__ */ command('BatchWriteItem')
export const TransactWriteCommand = /* @__PURE__ */ command('TransactWriteItems')
export const PutEventsCommand = /* @__PURE__ */ command('PutEvents')
export const StartExecutionCommand = /* @__PURE__ */ command('StartExecution')
export const SendTaskSuccessCommand = /* @__PURE__ */ command('SendTaskSuccess')
export const SendTaskFailureCommand = /* @__PURE__ */ command('SendTaskFailure')
export const SendMessageCommand = /* @__PURE__ */ command('SendMessage')
export const InvokeCommand = /* @__PURE__ */ command('Invoke')
export const SendEmailCommand = /* @__PURE__ */ command('SendEmail')
export const PublishCommand = /* @__PURE__ */ command('Publish')
export const GetSecretValueCommand = /* @__PURE__ */ command('GetSecretValue')
export const SignCommand = /* @__PURE__ */ command('Sign')
export const GetPublicKeyCommand = /* @__PURE__ */ command('GetPublicKey')
export const GetObjectCommand = /* @__PURE__ */ command('GetObject')
export const PutObjectCommand = /* @__PURE__ */ command('PutObject')
export const DeleteObjectCommand = /* @__PURE__ */ command('DeleteObject')
export const HeadObjectCommand = /* @__PURE__ */ command('HeadObject')
export const ListObjectsV2Command = /* @__PURE__ */ command('ListObjectsV2')
