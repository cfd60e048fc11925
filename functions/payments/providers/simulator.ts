/** The embedded provider, reached over HTTP like any outside system. */
import * as z from 'zod/mini'
import { Currency } from '../../../contracts/money.ts'
import { Problem } from '../../shared/errors.ts'
import { inTime } from '../../shared/resilience/deadline.ts'
import { verify } from '../../shared/webhook-signature.ts'
import type { Charge } from '../domain/payment.ts'
import { type PaymentProvider, ProviderRefused } from './provider.ts'

/** Milliseconds; below the time that a client waits for its payment. */
export const TIMEOUT_MS = 4000

export interface SimulatorSettings {
  /** Without a slash at the end. */
  readonly url: string
  readonly apiKey: () => Promise<string>
  /** Several during a rotation. */
  readonly webhookSecrets: () => Promise<readonly string[]>
}

const WireCharge = z.object({
  id: z.string(),
  reference: z.string(),
  status: z.enum(['pending', 'requires_action', 'authorized', 'captured', 'failed', 'voided']),
  amount: z.int(),
  currency: Currency,
  failureReason: z.optional(z.string()),
  /** Path below the provider's URL where the payer confirms. */
  actionPath: z.optional(z.string()),
})
const WireEvent = z.object({ id: z.string(), data: z.object({ charge: WireCharge }) })

export function simulator(settings: SimulatorSettings): PaymentProvider {
  const send = async (method: string, path: string, key?: string, body?: object): Promise<Response> =>
    fetch(`${settings.url}/v1/${path}`, {
      method,
      headers: {
        authorization: `Bearer ${await settings.apiKey()}`,
        ...(key ? { 'idempotency-key': key } : {}),
        ...(body ? { 'content-type': 'application/json' } : {}),
      },
      ...(body ? { body: JSON.stringify(body) } : {}),
      signal: inTime(TIMEOUT_MS),
    })

  const chargeOf = (wire: z.infer<typeof WireCharge>): Charge => ({
    id: wire.id,
    reference: wire.reference,
    status: wire.status.toUpperCase() as Charge['status'],
    amount: { amount: wire.amount, currency: wire.currency },
    failureReason: wire.failureReason,
    clientAction: wire.actionPath ? { type: 'redirect', url: `${settings.url}/${wire.actionPath}` } : undefined,
  })

  const readCharge = async (answer: Response): Promise<Charge> =>
    chargeOf(z.object({ charge: WireCharge }).parse(await bodyOf(answer)).charge)

  return {
    name: 'simulator',
    async charge({ paymentId, amount, token, callbackUrl }) {
      return readCharge(
        await send('POST', 'charges', paymentId, { ...amount, token, reference: paymentId, callbackUrl }),
      )
    },
    async find({ id, chargeId }) {
      if (chargeId) return readCharge(await send('GET', `charges/${encodeURIComponent(chargeId)}`))
      const answer = await send('GET', `charges?reference=${encodeURIComponent(id)}`)
      const { items } = z.object({ items: z.array(WireCharge) }).parse(await bodyOf(answer))
      return items[0] && chargeOf(items[0])
    },
    async void(chargeId) {
      const answer = await send('POST', `charges/${encodeURIComponent(chargeId)}/void`, `${chargeId}-void`)
      if (answer.status !== 409) return readCharge(answer)
      await answer.body?.cancel()
      return readCharge(await send('GET', `charges/${encodeURIComponent(chargeId)}`))
    },
    async refund({ refundId, chargeId, amount }) {
      await bodyOf(await send('POST', 'refunds', refundId, { ...amount, charge: chargeId, reference: refundId }))
      return 'SUCCEEDED'
    },
    async readCallback({ rawBody, headers, now }) {
      const signature = headers['x-payment-signature']
      if (!verify(await settings.webhookSecrets(), signature, rawBody, now)) return undefined
      try {
        const event = WireEvent.parse(JSON.parse(rawBody))
        return { id: event.id, charge: chargeOf(event.data.charge) }
      } catch (cause) {
        throw new Problem('MALFORMED_REQUEST', 'The body is not an event of a charge.', { cause })
      }
    },
  }
}

/** Our own twin was faster: the same request, repeated, gets its answer. */
const passing = new Set(['CONFLICT', 'IDEMPOTENCY_IN_PROGRESS'])

/** @throws {ProviderRefused} for what repeating cannot mend; a wrong key (401, 403) is mended by an operator. */
async function bodyOf(answer: Response): Promise<unknown> {
  if (answer.ok) return answer.json()
  const { code = `status ${answer.status}` } = (await answer.json().catch(() => ({}))) as { code?: string }
  if ([400, 404, 409, 422].includes(answer.status) && !passing.has(code)) throw new ProviderRefused(code)
  throw new Error(`The payment provider answered ${answer.status}`)
}
