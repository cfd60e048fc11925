import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda'

/** Does what a timer of the shop does, without waiting for its time: `notifications-schedules-queue-deferred`. */
export async function timerFires(endpoint: string, name: string): Promise<void> {
  const credentials = { accessKeyId: 'test', secretAccessKey: 'test' }
  const client = new LambdaClient({ endpoint, region: 'us-east-1', credentials })
  await client.send(new InvokeCommand({ FunctionName: `tradewind-local-${name}` }))
  client.destroy()
}
