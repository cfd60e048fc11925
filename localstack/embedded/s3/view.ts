import type { View } from '../types.ts'
import type { S3Context } from './context.ts'

/** `buckets`: all of them. `buckets/<name>?prefix=&limit=`: what is in one. */
export const bucketsView = (
  { buckets, objects }: S3Context,
  { rest: [name], query }: Parameters<View>[0],
): object | undefined => {
  if (name === undefined) {
    const items = [...buckets.values()].map((bucket) => ({
      name: bucket.name,
      versioning: bucket.versioning !== undefined,
      ...objects.totals(bucket.name),
    }))
    return { items }
  }
  if (!buckets.has(name)) return undefined
  const limit = Math.min(Math.max(Number(query.get('limit')) || 50, 1), 1000)
  const listed = objects.list(name, { prefix: query.get('prefix') ?? '', after: '', limit })
  const items = listed.map(({ key, size, etag, version, headers, modifiedAt }) => ({
    key,
    size,
    contentType: headers['content-type'],
    lastModified: new Date(modifiedAt).toISOString(),
    etag,
    ...(version === 'null' ? {} : { version }),
  }))
  return { items }
}
