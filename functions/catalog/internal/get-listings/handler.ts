import { getListings } from '../../../../contracts/internal/index.ts'
import { internal } from '../../../shared/internal.ts'
import { readListings } from '../../listings.ts'

export const handler = internal(getListings, async ({ productIds }) => ({ listings: await readListings(productIds) }))
