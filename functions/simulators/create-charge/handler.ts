import { setTimeout as wait } from 'node:timers/promises'
import { endpoint } from '../../shared/http/endpoint.ts'
import { assertBearer, idOf } from '../access.ts'
import { startCharge } from '../charges.ts'
import { createCharge } from './route.ts'

export const handler = endpoint(createCharge, async ({ body, headers }, deps) => {
  await assertBearer(headers, 'PAYMENT_API_KEY_SECRET')
  const { answer, hangMs } = await startCharge(idOf('ch', headers), body, deps)
  if (hangMs > 0) await wait(hangMs)
  return { charge: answer }
})
