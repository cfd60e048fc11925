import { getSecret } from '../../shared/clients/secrets.ts'
import { env } from '../../shared/env.ts'
import type { Carrier } from './carrier.ts'
import { guarded } from './guarded.ts'
import { httpCarrier, TIMEOUT_MS } from './http-carrier.ts'
import { manual } from './manual.ts'

/** The secrets that callbacks may be signed with, newest first; during a rotation the value is "new,old". */
export async function carrierSecrets(): Promise<string[]> {
  const value = await getSecret(env.setting('CARRIER_SECRET'))
  return value.split(',').map((secret) => secret.trim())
}

/** The stage's carrier: SHIPPING_CARRIER is `manual` (default) or `simulator`. */
export function carrier(): Carrier {
  const name = env.optionalSetting('SHIPPING_CARRIER') ?? 'manual'
  if (name === 'manual') return manual
  if (name !== 'simulator') {
    throw new Error(`SHIPPING_CARRIER is "${name}": this shop knows the carriers "manual" and "simulator"`)
  }
  const overHttp = httpCarrier({
    name,
    url: env.setting('CARRIER_URL'),
    secret: async () => (await carrierSecrets())[0]!,
    callbackUrl: `${env.setting('PUBLIC_API_URL')}/api/shipping/callback`,
  })
  return guarded(overHttp, TIMEOUT_MS)
}
