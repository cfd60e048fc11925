/**
 * Signatures of webhooks: `t=<unix seconds>,v1=<hex of HMAC-SHA256(secret, "<t>.<raw body>")>`.
 * The time is signed too, so that a recorded request cannot be sent again later.
 */
import { createHmac, timingSafeEqual } from 'node:crypto'

/** Seconds that a signature is good for, in both directions: clocks differ. */
export const SIGNATURE_TOLERANCE_SECONDS = 300

/** @param timestamp unix seconds */
export function sign(secret: string, timestamp: number, rawBody: string): string {
  return `t=${timestamp},v1=${mac(secret, timestamp, rawBody).toString('hex')}`
}

/** True when one of the secrets (several during a rotation) made one of the header's signatures within five minutes. */
export function verify(secrets: readonly string[], header: string | undefined, rawBody: string, now: Date): boolean {
  const { timestamp, signatures } = parse(header ?? '')
  if (timestamp === undefined) return false
  if (Math.abs(now.getTime() / 1000 - timestamp) > SIGNATURE_TOLERANCE_SECONDS) return false
  return secrets
    .filter((secret) => secret !== '')
    .map((secret) => mac(secret, timestamp, rawBody))
    .some((expected) => signatures.some((given) => timingSafeEqual(expected, given)))
}

const mac = (secret: string, timestamp: number, rawBody: string): Buffer =>
  createHmac('sha256', secret).update(`${timestamp}.${rawBody}`).digest()

function parse(header: string): { timestamp: number | undefined; signatures: Buffer[] } {
  const parts = header.split(',').map((part) => part.trim().split('='))
  const timestamp = parts.find(([name, value]) => name === 't' && /^\d{1,12}$/.test(value ?? ''))?.[1]
  const signatures = parts
    .filter(([name, value]) => name === 'v1' && /^[0-9a-f]{64}$/.test(value ?? ''))
    .map(([, value]) => Buffer.from(value!, 'hex'))
  return { timestamp: timestamp === undefined ? undefined : Number(timestamp), signatures }
}
