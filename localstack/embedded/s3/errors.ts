/** S3's own errors. */
import { AwsError } from '../types.ts'

export const noSuchBucket = (BucketName: string) =>
  new AwsError('NoSuchBucket', 'The specified bucket does not exist', 404, { BucketName })
export const noSuchKey = (Key: string) => new AwsError('NoSuchKey', 'The specified key does not exist.', 404, { Key })
export const noSuchVersion = (Key: string, VersionId: string) =>
  new AwsError('NoSuchVersion', 'The specified version does not exist.', 404, { Key, VersionId })
export const noSuchUpload = (UploadId: string) =>
  new AwsError('NoSuchUpload', 'The specified multipart upload does not exist.', 404, { UploadId })
export const preconditionFailed = (Condition: string) =>
  new AwsError('PreconditionFailed', 'At least one of the pre-conditions you specified did not hold', 412, {
    Condition,
  })
export const invalidArgument = (message: string) => new AwsError('InvalidArgument', message, 400)
export const malformedXml = () =>
  new AwsError('MalformedXML', 'The XML you provided was not well-formed or did not validate.', 400)
export const notImplemented = (what: string) =>
  new AwsError('NotImplemented', `The local cloud does not emulate ${what} of S3.`, 501)
