import { createHash } from 'node:crypto'
import { type Reply, reply } from '../shared/http/reply.ts'

/** An answer that stays the same while the function lives: its tag is made once. */
export function textReply(text: string, headers: Record<string, string>): Reply {
  const hash = createHash('sha256').update(text).digest('base64url').slice(0, 22)
  return reply({ text, headers: { ...headers, etag: `"${hash}"` } })
}
