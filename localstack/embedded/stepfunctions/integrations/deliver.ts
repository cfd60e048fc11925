import { AwsError, type Cloud, type Delivery } from '../../types.ts'
import { StatesError } from '../interpreter/errors.ts'

/** Hands a payload to another service. @throws StatesError named as the service's exceptions are in Step Functions: `Sqs.…`. */
export async function deliverAs(service: string, cloud: Cloud, delivery: Delivery): Promise<void> {
  try {
    await cloud.deliver(delivery)
  } catch (error) {
    const code = error instanceof AwsError ? error.code : 'InternalServerError'
    throw new StatesError(`${service}.${code}`, error instanceof Error ? error.message : String(error))
  }
}

export const asText = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value))
