import { env } from '../../shared/env.ts'
import { endpoint } from '../../shared/http/endpoint.ts'
import { transact } from '../../shared/table.ts'
import { importFile } from './import-file.ts'
import { readRows } from './read-rows.ts'
import { importProducts } from './route.ts'

/** Well before the gateway's 30 s. */
const TIME_MS = 24_000

export const handler = endpoint(importProducts, async ({ rawBody, query, headers, idempotency }, deps) => {
  const { fromLine, category, ...wishes } = query
  const format = /^text\/csv/i.test(headers['content-type'] ?? '') ? 'csv' : 'json-lines'
  const deadline = Date.now() + TIME_MS
  const rows = readRows(rawBody, { ...wishes, format, shopCurrency: env.setting('SHOP_CURRENCY') })
  const body = await importFile(rows, { fromLine, category, isOver: () => Date.now() > deadline }, deps)
  // After the effect, not with it: a second run of the same lines changes nothing, so there is nothing to protect but the answer.
  if (idempotency) await transact([idempotency.record({ status: 200, body })])
  return body
})
