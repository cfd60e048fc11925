/** Conditional requests, as S3 evaluates them. */
import { AwsError } from '../types.ts'
import { noSuchKey, notImplemented, preconditionFailed } from './errors.ts'
import type { StoredObject } from './objects.ts'

type Headers = Readonly<Record<string, string>>

const tags = (header: string) => header.split(',').map((tag) => tag.trim().replace(/^W\//, '').replaceAll('"', ''))
const fits = (header: string, { etag }: StoredObject) => header.trim() === '*' || tags(header).includes(etag)
const seconds = (time: number) => Math.floor(time / 1000) * 1000

/** Of a read. @param prefix `x-amz-copy-source-` for the source of a copy. @returns false: the reader has it (304). */
export function isWanted(object: StoredObject, headers: Headers, prefix = ''): boolean {
  const ifMatch = headers[`${prefix}if-match`]
  const ifNoneMatch = headers[`${prefix}if-none-match`]
  const unmodifiedSince = headers[`${prefix}if-unmodified-since`]
  const modifiedSince = headers[`${prefix}if-modified-since`]
  const modified = seconds(object.modifiedAt)
  if (ifMatch !== undefined) {
    if (!fits(ifMatch, object)) throw preconditionFailed('If-Match')
  } else if (unmodifiedSince !== undefined && modified > Date.parse(unmodifiedSince)) {
    throw preconditionFailed('If-Unmodified-Since')
  }
  if (ifNoneMatch !== undefined) return !fits(ifNoneMatch, object)
  return modifiedSince === undefined || modified > Date.parse(modifiedSince)
}

/** Of a write. @param current undefined when there is no object, or it is deleted. @throws AwsError */
export function assertMayWrite(key: string, current: StoredObject | undefined, headers: Headers): void {
  const { 'if-match': ifMatch, 'if-none-match': ifNoneMatch } = headers
  if (ifNoneMatch !== undefined && ifNoneMatch.trim() !== '*')
    throw notImplemented('If-None-Match with an ETag on writes')
  if (ifNoneMatch !== undefined && current) throw preconditionFailed('If-None-Match')
  if (ifMatch === undefined) return
  if (!current) throw noSuchKey(key)
  if (!fits(ifMatch, current)) throw preconditionFailed('If-Match')
}

/** First and last byte of `Range`, or undefined for all of it: S3 answers several ranges with the whole object. */
export function rangeOf(header: string | undefined, size: number): { start: number; end: number } | undefined {
  const [, first, last] = /^bytes=(\d*)-(\d*)$/.exec(header?.trim() ?? '') ?? []
  if (first === undefined || last === undefined || (first === '' && last === '')) return undefined
  const start = first === '' ? Math.max(size - Number(last), 0) : Number(first)
  const end = first === '' || last === '' ? size - 1 : Math.min(Number(last), size - 1)
  if (start > end || (first === '' && last === '0')) {
    throw new AwsError('InvalidRange', 'The requested range is not satisfiable', 416, { ActualObjectSize: size })
  }
  return { start, end }
}
