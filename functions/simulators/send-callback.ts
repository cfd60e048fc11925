import { sign } from '../shared/webhook-signature.ts'
import { secretOf } from './access.ts'

/** Milliseconds for the shop to answer. */
const TIMEOUT_MS = 5000

/** @throws when the shop does not answer with 2xx: the queue then sends it again. */
export async function sendCallback(
  url: string,
  signing: { header: string; secretSetting: string },
  event: object,
): Promise<void> {
  const rawBody = JSON.stringify(event)
  const signature = sign(await secretOf(signing.secretSetting), Math.floor(Date.now() / 1000), rawBody)
  const answer = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', [signing.header]: signature },
    body: rawBody,
    signal: AbortSignal.timeout(TIMEOUT_MS),
  })
  await answer.body?.cancel()
  if (!answer.ok) throw new Error(`The callback was answered with ${answer.status}`)
}
