/** `npm run docs:record`: makes a tour of the API on a shop of its own and keeps each call for the pages. Then: npm run docs. */
import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { shopServices } from '../stacks/services.ts'
import { Api } from './lib/api.ts'
import { inSchemaOrder } from './lib/docs/schema-order.ts'
import { Tape } from './lib/docs/tape.ts'
import { tour } from './lib/docs/tour/tour.ts'
import { openApiDocument } from './lib/openapi/document.ts'
import { type Exchange, examplesFolder } from './lib/openapi/examples.ts'
import { deref, operationFinder, operationsOf } from './lib/openapi/read.ts'
import type { Response } from './lib/openapi/types.ts'
import { startShopProcess } from './lib/shop-process.ts'

const document = await openApiDocument(shopServices)
const operationOf = operationFinder(document)
const shop = await startShopProcess({ args: ['--ephemeral', '--seed', 'accounts'] })
const tape = new Tape()
try {
  await tour({ api: new Api(shop.url, {}, tape.listen), tape, shop })
} finally {
  await shop.stop()
}

const byOperation = new Map<string, Exchange[]>()
for (const exchange of tape.exchanges()) {
  const operation = operationOf(exchange.request)?.operation
  if (!operation) throw new Error(`${exchange.request.method} ${exchange.request.path} is no operation`)
  const { answer } = exchange
  const response = deref<Response>(document, operation.responses[answer.status] ?? { description: '' })
  const schema = Object.values(response.content ?? {})[0]?.schema
  const ordered = answer.body === undefined ? answer : { ...answer, body: inSchemaOrder(document, answer.body, schema) }
  const id = operation.operationId
  byOperation.set(id, [...(byOperation.get(id) ?? []), { ...exchange, answer: ordered }])
}
mkdirSync(examplesFolder, { recursive: true })
for (const file of readdirSync(examplesFolder)) rmSync(join(examplesFolder, file))
for (const [id, exchanges] of byOperation) {
  writeFileSync(join(examplesFolder, `${id}.json`), `${JSON.stringify(exchanges, null, 2)}\n`)
}
const missing = operationsOf(document).filter(({ operation }) => !byOperation.has(operation.operationId))
console.log(
  `${byOperation.size} operations recorded; not: ${missing.map(({ operation }) => operation.operationId).join(', ') || 'none'}`,
)
console.log('Now: npm run docs')
