/** The headers that travel with an object: in with its upload, out with its content. */
import { notImplemented } from './errors.ts'
import type { StoredObject } from './objects.ts'

type Headers = Readonly<Record<string, string>>

const kept = ['cache-control', 'content-disposition', 'content-encoding', 'content-language', 'content-type', 'expires']
/** They would change who may read the object, or for how long it stays. */
const refused = ['x-amz-tagging', 'x-amz-object-lock-mode', 'x-amz-website-redirect-location']

export function keptHeaders(headers: Headers): Record<string, string> {
  const unknown = refused.find((name) => headers[name] !== undefined)
  if (unknown) throw notImplemented(`the header ${unknown}`)
  const all = Object.entries(headers).filter(([name]) => kept.includes(name) || name.startsWith('x-amz-meta-'))
  const entries = all.map(([name, value]): [string, string] => [
    name,
    // The envelope of the upload is no property of the object.
    name === 'content-encoding' ? value.replace(/\s*aws-chunked\s*,?\s*/, '') : value,
  ])
  return { 'content-type': 'binary/octet-stream', ...Object.fromEntries(entries.filter(([, value]) => value !== '')) }
}

export const quoted = (etag: string) => `"${etag}"`

export const versionHeader = (version: string): Record<string, string> =>
  version === 'null' ? {} : { 'x-amz-version-id': version }

/** Head of an answer with the object's content, or of one that says it is unchanged. */
export const objectHeaders = (object: StoredObject, wantsChecksums: boolean): Record<string, string> => ({
  etag: quoted(object.etag),
  'last-modified': new Date(object.modifiedAt).toUTCString(),
  'accept-ranges': 'bytes',
  'x-amz-server-side-encryption': 'AES256',
  ...object.headers,
  ...versionHeader(object.version),
  ...(wantsChecksums && Object.keys(object.checksums).length > 0
    ? { ...object.checksums, 'x-amz-checksum-type': 'FULL_OBJECT' }
    : {}),
})
