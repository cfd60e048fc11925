/** Ids of requests and traces. UUIDs are drawn from a cache, so that no request waits for the system's random source. */
import { randomUUID } from 'node:crypto'

const hex = () => randomUUID().replaceAll('-', '')

/** X-Ray's trace header, sampled. */
export function newTraceId(epochMs = Date.now()): string {
  const seconds = Math.floor(epochMs / 1000).toString(16)
  return `Root=1-${seconds}-${hex().slice(0, 24)};Parent=${hex().slice(0, 16)};Sampled=1`
}

/** Sixteen characters, as API Gateway's. */
export const newGatewayRequestId = () => `${Buffer.from(hex().slice(0, 22), 'hex').toString('base64url')}=`
