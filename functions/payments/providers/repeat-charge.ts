import { ExponentialBackoff, fullJitterGenerator, handleWhen, retry } from 'cockatiel'
import { isProviderDown } from './guarded.ts'
import type { PaymentProvider } from './provider.ts'

/** Milliseconds after which a charge is not made again: the payer has waited, and the function's time is for one long call. */
const QUICK_MS = 2_000

const backoff = new ExponentialBackoff({ initialDelay: 200, maxDelay: 800, generator: fullJitterGenerator })

/**
 * A charge that failed quickly is asked for once more, under the same idempotency key: nobody above repeats it, and a blip
 * would leave the payer with a PENDING payment. The other calls are made by sagas, queues and schedules, which repeat them.
 */
export const repeatCharge = (provider: PaymentProvider): PaymentProvider => ({
  ...provider,
  charge(request) {
    const startedAt = Date.now()
    const mayPass = (error: Error) => isProviderDown(error) && Date.now() - startedAt < QUICK_MS
    return retry(handleWhen(mayPass), { maxAttempts: 1, backoff }).execute(() => provider.charge(request))
  },
})
