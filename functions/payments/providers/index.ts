import { getSecret } from '../../shared/clients/secrets.ts'
import { env } from '../../shared/env.ts'
import type { PaymentProvider } from './provider.ts'
import { simulator } from './simulator.ts'

/** The value of a secret is one secret, or during a rotation "new,old". */
const secretsOf = async (setting: string): Promise<string[]> =>
  (await getSecret(env.setting(setting))).split(',').map((secret) => secret.trim())

/** The stage's provider, by PAYMENT_PROVIDER. */
export function paymentProvider(): PaymentProvider {
  const name = env.optionalSetting('PAYMENT_PROVIDER') ?? 'simulator'
  if (name !== 'simulator') {
    throw new Error(`PAYMENT_PROVIDER is "${name}": this shop knows the provider "simulator"`)
  }
  return simulator({
    url: env.setting('PAYMENT_PROVIDER_URL'),
    apiKey: async () => (await secretsOf('PAYMENT_API_KEY_SECRET'))[0]!,
    webhookSecrets: () => secretsOf('PAYMENT_WEBHOOK_SECRET'),
  })
}

export const callbackUrl = (): string => `${env.setting('PUBLIC_API_URL')}/api/payments/callback`
