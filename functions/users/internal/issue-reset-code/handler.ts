import { randomInt } from 'node:crypto'
import { issueResetCode } from '../../../../contracts/internal/issue-reset-code.ts'
import { internal } from '../../../shared/internal.ts'
import { RESET_CODE_DIGITS, RESET_CODE_MINUTES } from '../../domain/reset-code.ts'
import { findUserByEmail, getResetRequest, putResetCode } from '../../table.ts'

const newResetCode = () => Array.from({ length: RESET_CODE_DIGITS }, () => randomInt(10)).join('')

export const handler = internal(issueResetCode, async ({ requestId }) => {
  const now = new Date()
  const request = await getResetRequest(requestId, now)
  const user = request && (await findUserByEmail(request.email))
  if (!user) return { reset: null }
  const code = newResetCode()
  await putResetCode(user.userId, code, now)
  const { userId, email, name, locale } = user
  return { reset: { userId, code, minutes: RESET_CODE_MINUTES, email, name, locale } }
})
