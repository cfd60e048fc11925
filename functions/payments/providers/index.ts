import { getSecret } from '../../shared/clients/secrets.ts'
import { env } from '../../shared/env.ts'
import type { PaymentProvider } from './provider.ts'
import { simulator } from './simulator.ts'
import { stripe } from './stripe/stripe.ts'

/** The value of a secret is one secret, or during a rotation "new,old". */
const secretsOf = async (setting: string): Promise<string[]> =>
  (await getSecret(env.setting(setting))).split(',').map((secret) => secret.trim())

const keys = {
  apiKey: async () => (await secretsOf('PAYMENT_API_KEY_SECRET'))[0]!,
  webhookSecrets: () => secretsOf('PAYMENT_WEBHOOK_SECRET'),
}

const providers: Readonly<Record<string, () => PaymentProvider>> = {
  simulator: () => simulator({ url: env.setting('PAYMENT_PROVIDER_URL'), ...keys }),
  stripe: () =>
    stripe({
      url: env.setting('STRIPE_API_URL'),
      returnUrl: env.setting('PAYMENT_RETURN_URL'),
      stage: env.stage,
      ...keys,
    }),
}

/** The stage's provider, by PAYMENT_PROVIDER. */
export function paymentProvider(): PaymentProvider {
  const name = env.optionalSetting('PAYMENT_PROVIDER') ?? 'simulator'
  const provider = providers[name]
  if (provider) return provider()
  throw new Error(`PAYMENT_PROVIDER is "${name}": this shop knows ${Object.keys(providers).join(', ')}`)
}

export const callbackUrl = (): string => `${env.setting('PUBLIC_API_URL')}/api/payments/callback`
