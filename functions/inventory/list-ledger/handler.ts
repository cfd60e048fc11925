import { type Caller, isStaff } from '../../shared/http/caller.ts'
import { endpoint } from '../../shared/http/endpoint.ts'
import { findStock } from '../find-stock.ts'
import * as table from '../table.ts'
import { ledgerView } from '../views.ts'
import { listLedger } from './route.ts'

const seesAll = (caller: Caller) =>
  isStaff(caller) || (caller.kind === 'service' && caller.scopes.includes('inventory:write'))

export const handler = endpoint(listLedger, async ({ params, query, caller }) => {
  const { sku, rows } = await findStock(params.productId)
  const page = await table.listLedger(sku, { ...query, bound: [listLedger.name, sku] }, rows?.length)
  return { ...page, items: page.items.map((entry) => ledgerView(entry, seesAll(caller))) }
})
