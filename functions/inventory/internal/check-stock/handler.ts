import { checkStock } from '../../../../contracts/internal/index.ts'
import { internal } from '../../../shared/internal.ts'
import { mergeLines } from '../../domain/lines.ts'
import { findShortages } from '../../holds.ts'
import { getAttempt } from '../../table.ts'

export const handler = internal(checkStock, async ({ requestId, items }) => {
  const shortages = await findShortages(mergeLines(items))
  // What is short may be what it holds itself, since a first answer that its customer never got.
  const isHeldByItself = shortages.length > 0 && (await getAttempt(requestId, new Date())) !== undefined
  return { shortages: isHeldByItself ? [] : shortages }
})
