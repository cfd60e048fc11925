import { TransactWriteCommand } from '@aws-sdk/lib-dynamodb'
import { dynamodb } from '../../functions/shared/clients/dynamodb.ts'

/**
 * Lets so many transactions through and fails every later one, as if the function had died there.
 * @returns ends it
 */
export function dieAfterWrites(writes: number): () => void {
  const send = dynamodb.send
  let done = 0
  const dying = (...args: Parameters<typeof send>) => {
    if (args[0] instanceof TransactWriteCommand && done++ >= writes) return Promise.reject(new Error('dead'))
    return Reflect.apply(send, dynamodb, args)
  }
  dynamodb.send = dying as typeof send
  return () => {
    dynamodb.send = send
  }
}
