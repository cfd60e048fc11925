import { GetCommand } from '@aws-sdk/lib-dynamodb'
import { dynamodb } from '../../functions/shared/clients/dynamodb.ts'

/**
 * Answers the next `count` reads of an item only when all of them were read, so that racing changes all start from the same
 * item, however busy the machine is.
 * @returns ends it
 */
export function readTogether(count: number): () => void {
  const send = dynamodb.send
  const together = Promise.withResolvers<void>()
  let readers = 0
  const held = async (...args: Parameters<typeof send>) => {
    const answer = await Reflect.apply(send, dynamodb, args)
    if (args[0] instanceof GetCommand && readers < count) {
      if (++readers === count) together.resolve()
      await together.promise
    }
    return answer
  }
  dynamodb.send = held as typeof send
  return () => {
    dynamodb.send = send
  }
}
