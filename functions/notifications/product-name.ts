import { quoteItems } from '../../contracts/internal/quote-items.ts'
import { call } from '../shared/internal.ts'

/** What a sku is called that can be bought. */
export async function productNameOf(sku: string): Promise<string | undefined> {
  const { lines } = await call(quoteItems, { references: [sku] })
  const line = lines[0]
  return line?.status === 'active' ? line.item?.name : undefined
}
