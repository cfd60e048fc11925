/** A bucket in memory that keeps S3's conditions, and a queue that remembers what was sent. */
import {
  GetObjectCommand,
  type GetObjectCommandInput,
  NoSuchKey,
  PutObjectCommand,
  type PutObjectCommandInput,
  S3Client,
  S3ServiceException,
} from '@aws-sdk/client-s3'
import { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs'
import { mockClient } from 'aws-sdk-client-mock'

const failure = (name: string, status: number) =>
  new S3ServiceException({ name, $fault: 'client', message: name, $metadata: { httpStatusCode: status } })

export function anObjectStore() {
  Object.assign(process.env, { BUCKET_NAME: 'search', QUEUE_BUILD_INDEX: 'https://queue/build-index' })
  const files = new Map<string, { body: Uint8Array; etag: string }>()
  let writes = 0
  const s3 = mockClient(S3Client)
  s3.on(GetObjectCommand).callsFake(({ Key, IfNoneMatch }: GetObjectCommandInput) => {
    const file = files.get(Key!)
    if (!file) throw new NoSuchKey({ message: Key!, $metadata: { httpStatusCode: 404 } })
    if (IfNoneMatch === file.etag) throw failure('NotModified', 304)
    return { ETag: file.etag, Body: { transformToByteArray: async () => file.body } }
  })
  s3.on(PutObjectCommand).callsFake(({ Key, Body, IfMatch, IfNoneMatch }: PutObjectCommandInput) => {
    const file = files.get(Key!)
    if (IfNoneMatch === '*' ? file : IfMatch !== undefined && IfMatch !== file?.etag) throw failure('Changed', 412)
    const etag = `"${++writes}"`
    files.set(Key!, { body: Body as Uint8Array, etag })
    return { ETag: etag }
  })
  const sqs = mockClient(SQSClient)
  sqs.on(SendMessageCommand).resolves({})
  return {
    files,
    get writes() {
      return writes
    },
    builds: () => sqs.commandCalls(SendMessageCommand).length,
    restore: () => {
      s3.restore()
      sqs.restore()
    },
  }
}
