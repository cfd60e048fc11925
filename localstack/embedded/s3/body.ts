/** The bytes of an upload: taken out of the `aws-chunked` envelope, and held against every checksum that came along. */
import { createHash } from 'node:crypto'
import { crc32 } from 'node:zlib'
import { AwsError } from '../types.ts'
import { invalidArgument, notImplemented } from './errors.ts'

export interface Upload {
  readonly bytes: Buffer
  /** MD5 in hex. */
  readonly etag: string
  /** `x-amz-checksum-…` headers to give back with the object. */
  readonly checksums: Readonly<Record<string, string>>
}

type Headers = Readonly<Record<string, string>>

const hashes: Readonly<Record<string, (bytes: Buffer) => string>> = {
  'x-amz-checksum-crc32': (bytes) => {
    const sum = Buffer.alloc(4)
    sum.writeUInt32BE(crc32(bytes))
    return sum.toString('base64')
  },
  'x-amz-checksum-sha1': (bytes) => createHash('sha1').update(bytes).digest('base64'),
  'x-amz-checksum-sha256': (bytes) => createHash('sha256').update(bytes).digest('base64'),
}

/** @throws BadDigest, IncompleteBody, InvalidArgument */
export function readUpload(rawBody: Buffer, headers: Headers): Upload {
  const isChunked = (headers['x-amz-content-sha256'] ?? '').startsWith('STREAMING-')
  const { bytes, trailers } = isChunked ? unchunked(rawBody) : { bytes: rawBody, trailers: {} }
  const length = headers['x-amz-decoded-content-length']
  if (isChunked && length !== undefined && Number(length) !== bytes.length) throw incomplete()
  const md5 = createHash('md5').update(bytes).digest()
  if (headers['content-md5'] !== undefined && headers['content-md5'] !== md5.toString('base64'))
    throw bad('Content-MD5')
  const sent = Object.entries({ ...headers, ...trailers }).filter(([name]) => isChecksum(name))
  for (const [name, value] of sent) {
    const hash = hashes[name]
    if (!hash) throw notImplemented(`the checksum ${name}`)
    if (hash(bytes) !== value) throw bad(name)
  }
  return { bytes, etag: md5.toString('hex'), checksums: Object.fromEntries(sent) }
}

const isChecksum = (name: string) => /^x-amz-checksum-(?!algorithm|mode|type)/.test(name)

/** `<hex size>[;chunk-signature=…]\r\n<bytes>\r\n` again and again, `0\r\n`, trailers, an empty line. */
function unchunked(raw: Buffer): { bytes: Buffer; trailers: Record<string, string> } {
  const chunks: Buffer[] = []
  let at = 0
  for (;;) {
    const end = raw.indexOf('\r\n', at)
    if (end < 0) throw incomplete()
    const size = Number.parseInt(raw.toString('latin1', at, end), 16)
    if (Number.isNaN(size)) throw invalidArgument('The body is not aws-chunked.')
    at = end + 2
    if (size === 0) return { bytes: Buffer.concat(chunks), trailers: trailersOf(raw.toString('latin1', at)) }
    if (at + size > raw.length) throw incomplete()
    chunks.push(raw.subarray(at, at + size))
    at += size + 2
  }
}

function trailersOf(text: string): Record<string, string> {
  const lines = text.split('\r\n').filter((line) => line.includes(':'))
  return Object.fromEntries(
    lines.map((line) => [line.slice(0, line.indexOf(':')).toLowerCase(), line.slice(line.indexOf(':') + 1).trim()]),
  )
}

const incomplete = () =>
  new AwsError('IncompleteBody', 'You did not provide the number of bytes specified by the Content-Length header', 400)
const bad = (name: string) =>
  new AwsError('BadDigest', `The ${name} you specified did not match what we received.`, 400)
