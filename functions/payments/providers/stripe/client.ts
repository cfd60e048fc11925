/** The official SDK, loaded with the first call: stages of the simulator never do. */
import type Stripe from 'stripe'

export interface StripeSettings {
  /** Without a slash at the end; `https://api.stripe.com`, or a double of it. */
  readonly url: string
  readonly apiKey: () => Promise<string>
  /** Several during a rotation. */
  readonly webhookSecrets: () => Promise<readonly string[]>
  /** Where Stripe sends the payer's browser after a confirmation. */
  readonly returnUrl: string
  /** Marks what is this stage's own: test stages often share one account. */
  readonly stage: string
}

/** Milliseconds of a call. A payment makes two, which is inside the 15 s that its function has. */
export const TIMEOUT_MS = 5_500
/** A charge is repeated by charge.ts, the rest by the queue, the saga or reconciliation: one layer each. */
const RETRIES = 0

const clients = new Map<string, Stripe>()

/** One client for a key, so that a rotated key is taken up without a new start. */
export async function connect({ url, apiKey }: StripeSettings): Promise<Stripe> {
  const key = await apiKey()
  const known = clients.get(`${url} ${key}`)
  if (known) return known
  const { default: Stripe } = await import('stripe')
  const { hostname, port, protocol } = new URL(url)
  const client = new Stripe(key, {
    httpClient: Stripe.createFetchHttpClient(),
    host: hostname,
    protocol: protocol === 'http:' ? 'http' : 'https',
    ...(port ? { port } : {}),
    timeout: TIMEOUT_MS,
    maxNetworkRetries: RETRIES,
    telemetry: false,
    appInfo: { name: 'Tradewind' },
  })
  clients.clear()
  clients.set(`${url} ${key}`, client)
  return client
}
