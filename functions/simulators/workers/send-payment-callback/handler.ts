import { worker } from '../../../shared/worker.ts'
import type { ChargeStatus } from '../../domain/charge.ts'
import { sendCallback } from '../../send-callback.ts'
import { getCharge, updateCharge } from '../../table.ts'
import { chargeView } from '../../views.ts'
import { sendPaymentCallback } from './worker.ts'

const signing = { header: 'x-payment-signature', secretSetting: 'PAYMENT_WEBHOOK_SECRET' }

export const handler = worker(sendPaymentCallback, async ({ chargeId, eventId, type, becomes }, deps) => {
  const stored = await getCharge(chargeId)
  // Voided meanwhile: it will never be what the callback would say.
  if (!stored || stored.status === 'voided') return
  const charge = becomes && stored.status === 'pending' ? await updateCharge(stored, { status: becomes }) : stored
  const status = type.slice('charge.'.length) as ChargeStatus
  const event = {
    id: eventId,
    type,
    createdAt: deps.now.toISOString(),
    data: { charge: { ...chargeView(charge), status } },
  }
  await sendCallback(charge.callbackUrl, signing, event)
})
