/** The MD5 digests that the SDK verifies. https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-message-metadata.html */
import { createHash } from 'node:crypto'

/** As on the wire: binary values in base64. */
export interface AttributeValue {
  readonly DataType: string
  readonly StringValue?: string
  readonly BinaryValue?: string
}

export type Attributes = Readonly<Record<string, AttributeValue>>

export const md5 = (text: string): string => createHash('md5').update(text).digest('hex')

export function md5OfAttributes(attributes: Attributes): string {
  const hash = createHash('md5')
  const part = (value: Buffer | string) => {
    const bytes = Buffer.from(value as string)
    const length = Buffer.alloc(4)
    length.writeUInt32BE(bytes.length)
    hash.update(length).update(bytes)
  }
  for (const name of Object.keys(attributes).sort()) {
    const { DataType, StringValue, BinaryValue } = attributes[name]!
    part(name)
    part(DataType)
    hash.update(Buffer.from([DataType.startsWith('Binary') ? 2 : 1]))
    part(DataType.startsWith('Binary') ? Buffer.from(BinaryValue ?? '', 'base64') : (StringValue ?? ''))
  }
  return hash.digest('hex')
}

/** Body, names, types and values count towards a message's size. */
export function messageBytes(body: string, attributes: Attributes = {}): number {
  return Object.entries(attributes).reduce((sum, [name, { DataType, StringValue, BinaryValue }]) => {
    const value =
      BinaryValue === undefined ? Buffer.byteLength(StringValue ?? '') : Buffer.byteLength(BinaryValue, 'base64')
    return sum + Buffer.byteLength(name) + Buffer.byteLength(DataType) + value
  }, Buffer.byteLength(body))
}
