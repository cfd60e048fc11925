/** Units of products with a limit for each customer, counted in the transaction of the order that takes or frees them. */
import { type Chunk, deleteItem, getItems, queryChunk, type Start, type TransactItem } from '../../shared/table.ts'
import type { Order } from '../domain/order.ts'
import type { Limits, Purchases } from '../domain/purchase-limit.ts'
import { purchasesKey } from './keys.ts'

/** The customer's other orders left less of a product than this one takes. */
export class LimitPassed extends Error {
  override readonly name = 'LimitPassed'
}

/** By product id. */
export async function countPurchases(
  customerId: string,
  productIds: readonly string[],
): Promise<ReadonlyMap<string, number>> {
  const items = await getItems<Purchases>(productIds.map((productId) => purchasesKey(customerId, productId)))
  return new Map(items.map(({ productId, units }) => [productId, units]))
}

/** Refused by the limit as it was quoted, against the count at the moment of the write, so that no race passes it. */
export const takeUnits = ({ customerId, limited }: Order, limits: Limits): TransactItem[] =>
  Object.entries(limited?.units ?? {}).map(([productId, units]) =>
    takeUnitsOf(productId, units, limits.get(productId)!, customerId),
  )

function takeUnitsOf(productId: string, units: number, most: number, customerId: string): TransactItem {
  // Where the order alone is too much, no count at all must not let it pass.
  const first = units <= most ? 'attribute_not_exists(#units) OR ' : ''
  return {
    update: {
      Key: purchasesKey(customerId, productId),
      UpdateExpression: 'SET productId = :productId, #units = if_not_exists(#units, :none) + :more',
      ConditionExpression: `${first}#units <= :room`,
      ExpressionAttributeNames: { '#units': 'units' },
      ExpressionAttributeValues: {
        ':productId': productId,
        ':none': 0,
        ':more': units,
        ':room': most - units,
      },
    },
    onConditionFailed: () => new LimitPassed(`the limit of ${productId}`),
  }
}

/** Of an order that came to nothing, once. The counts of an erased customer are gone, and stay so. */
export function giveUnitsBack(before: Order, after: Order): TransactItem[] {
  if (!after.limited?.givenBack || before.limited?.givenBack || before.erasedAt !== undefined) return []
  return Object.entries(after.limited.units).map(([productId, units]) => ({
    update: {
      Key: purchasesKey(after.customerId, productId),
      // Its customer may be erased in this moment: without a count there is nothing to give back.
      UpdateExpression: 'SET #units = if_not_exists(#units, :back) - :back',
      ExpressionAttributeNames: { '#units': 'units' },
      ExpressionAttributeValues: { ':back': units },
    },
  }))
}

/** All of a customer's counts, piece by piece. */
export const purchasesOf = (customerId: string, start: Start | undefined) =>
  queryChunk<Purchases & ReturnType<typeof purchasesKey>>(
    {
      KeyConditionExpression: 'pk = :pk',
      ExpressionAttributeValues: { ':pk': purchasesKey(customerId, '').pk },
      ConsistentRead: true,
    },
    start,
  ) satisfies Promise<Chunk<Purchases>>

export const deletePurchases = (item: ReturnType<typeof purchasesKey>): Promise<void> => deleteItem(item)
