import { env } from '../../../shared/env.ts'
import { subscriber } from '../../../shared/subscriber.ts'
import { forgetTraces } from './subscriber.ts'

export const handler = subscriber(forgetTraces, async ({ data }) => {
  const url = `${env.setting('LOCAL_CONSOLE_URL')}/subjects/${data.userId}`
  const answer = await fetch(url, { method: 'DELETE', signal: AbortSignal.timeout(25_000) })
  await answer.body?.cancel()
  // Another emulator has no such console.
  if (!answer.ok && answer.status !== 404) throw new Error(`The local cloud answered ${answer.status}`)
})
