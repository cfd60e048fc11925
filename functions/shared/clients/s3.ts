/** The S3 client with the commands of `objects.ts`: imported as one, lazily, and still only what is named. */
import { S3Client } from '@aws-sdk/client-s3'

export {
  DeleteObjectCommand,
  GetObjectCommand,
  HeadObjectCommand,
  ListObjectsV2Command,
  PutObjectCommand,
} from '@aws-sdk/client-s3'

export const s3 = new S3Client({ maxAttempts: 3 })
