import { step } from '../../../shared/step.ts'
import { recordTaskToken } from '../../table.ts'
import { resumeSaga } from '../../task-result.ts'
import { awaitPayment } from './step.ts'

export const handler = step(awaitPayment, async ({ orderId, taskToken }) => {
  await resumeSaga(await recordTaskToken(orderId, taskToken))
  return {}
})
