import { pageListings } from '../../../../contracts/internal/index.ts'
import { internal } from '../../../shared/internal.ts'
import { EVERYTHING } from '../../domain/lists.ts'
import { readListings } from '../../listings.ts'
import { queryIdsAfter } from '../../table.ts'

export const handler = internal(pageListings, async ({ limit, after }) => {
  const { ids, next } = await queryIdsAfter(EVERYTHING, limit, after)
  return { listings: await readListings(ids), ...(next === undefined ? {} : { next }) }
})
