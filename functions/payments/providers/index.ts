import { getSecret } from '../../shared/clients/secrets.ts'
import { env } from '../../shared/env.ts'
import { type Admission, breakerOf } from '../../shared/resilience/breaker/breaker.ts'
import { limitsFor } from '../../shared/resilience/breaker/limits.ts'
import { guarded, isProviderDown } from './guarded.ts'
import type { PaymentProvider } from './provider.ts'
import { repeatCharge } from './repeat-charge.ts'
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

/** The longest a provider's calls take that belong together; its clients end each of them. */
const LONGEST_MS = 12_000

const providerBreaker = () =>
  breakerOf({
    dependency: 'payment-provider',
    limits: limitsFor(LONGEST_MS),
    isFailure: isProviderDown,
  })

/** Leave to call the provider once, asked for before anything is written that only a call can finish. @throws BreakerOpen */
export const admitToProvider = (): Promise<Admission> => providerBreaker().admit()

/** The stage's provider, by PAYMENT_PROVIDER, behind its breaker. @param admission of the one call that is made */
export const paymentProvider = (admission: Pick<Admission, 'run'> = providerBreaker()): PaymentProvider =>
  guarded(repeatCharge(chosenProvider()), admission.run.bind(admission))

function chosenProvider(): PaymentProvider {
  const name = env.optionalSetting('PAYMENT_PROVIDER') ?? 'simulator'
  const provider = providers[name]
  if (provider) return provider()
  throw new Error(`PAYMENT_PROVIDER is "${name}": this shop knows ${Object.keys(providers).join(', ')}`)
}

export const callbackUrl = (): string => `${env.setting('PUBLIC_API_URL')}/api/payments/callback`
