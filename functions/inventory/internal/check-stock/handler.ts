import { checkStock } from '../../../../contracts/internal/index.ts'
import { internal } from '../../../shared/internal.ts'
import { mergeLines } from '../../domain/lines.ts'
import { findShortages } from '../../holds.ts'

export const handler = internal(checkStock, async ({ items }) => ({
  shortages: await findShortages(mergeLines(items)),
}))
