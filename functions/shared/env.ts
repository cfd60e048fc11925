/** The only place that reads the process environment. Names are set by the CDK constructs that grant the matching access. */

function required(name: string): string {
  const value = process.env[name]
  if (!value) throw new Error(`The environment variable ${name} is not set: the function's construct must grant it`)
  return value
}

export const env = {
  get stage() {
    return process.env.STAGE ?? 'local'
  },
  get version() {
    return process.env.TRADEWIND_VERSION ?? '0.0.0'
  },
  get serviceName() {
    return required('SERVICE_NAME')
  },
  get functionName() {
    return process.env.AWS_LAMBDA_FUNCTION_NAME ?? 'unnamed'
  },
  get tableName() {
    return required('TABLE_NAME')
  },
  /** Granted by `objects` in the definition. */
  get bucketName() {
    return required('BUCKET_NAME')
  },
  get eventBusName() {
    return required('EVENT_BUS_NAME')
  },
  /** ARN of an internal function of another service; granted by `calls` in the definition. */
  internalFunctionArn: (service: string, name: string) =>
    required(`FUNCTION_${service}_${name}`.toUpperCase().replaceAll('-', '_')),
  /** URL of the queue of an own worker; granted by `enqueues`. */
  queueUrl: (worker: string) => required(`QUEUE_${worker}`.toUpperCase().replaceAll('-', '_')),
  /** A setting granted by a capability, such as SIGNING_KEY_ID. */
  setting: required,
  optionalSetting: (name: string): string | undefined => process.env[name] || undefined,
}
