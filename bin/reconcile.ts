/** `npm run reconcile [-- --repair]`: holds orders, payments, the provider's books and the stock against each other. */
import { parseArgs } from 'node:util'
import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda'
import type { Comparison, Found } from '../functions/payments/compare-books.ts'
import { deploymentOf, deploymentOptions, deploymentUsage } from './lib/deployment.ts'
import { loadDotEnv } from './lib/dot-env.ts'
import { showProgress } from './lib/progress.ts'
import { reconcileTable } from './lib/reconcile/table.ts'
import { asCommand, UsageError } from './lib/usage-error.ts'

const usage = `Usage: npm run reconcile -- [--repair] [--since TIME] [--until TIME] [--stage NAME]

Compares the orders placed in that time (without --since: since yesterday) and prints what differs. With --repair it puts
right what is safe: money of closed orders goes back, their stock is released, orders whose news was lost go on.
Ends with 1 when something is left to do. Times are ISO 8601, such as 2026-11-28 or 2026-11-28T10:00:00Z.

${deploymentUsage}`

const DAY_MS = 86_400_000

const timeOf = (text: string | undefined, otherwise: Date): string => {
  const time = text === undefined ? otherwise : new Date(text)
  if (Number.isNaN(time.getTime())) throw new UsageError(`"${text}" is no time such as 2026-11-28T10:00:00Z.`)
  return time.toISOString()
}

loadDotEnv()
await asCommand(usage, async () => {
  const { values } = parseArgs({
    options: {
      ...deploymentOptions,
      repair: { type: 'boolean', default: false },
      since: { type: 'string' },
      until: { type: 'string' },
    },
  })
  const from = timeOf(values.since, new Date(Date.now() - DAY_MS))
  const before = timeOf(values.until, new Date())
  const { stage, client } = deploymentOf(values)
  const lambda = new LambdaClient(client)
  const found: Found[] = []
  let orders = 0
  await showProgress(`Comparing the books of ${stage}`, async (note) => {
    for (let after: string | undefined; ; ) {
      const { FunctionError, Payload } = await lambda.send(
        new InvokeCommand({
          FunctionName: `tradewind-${stage}-payments-schedules-compare-books:live`,
          Payload: JSON.stringify({ reconcile: { from, before, after, repair: values.repair } }),
        }),
      )
      const answer = JSON.parse(Buffer.from(Payload!).toString()) as Comparison
      if (FunctionError) throw new Error(`The comparison failed: ${JSON.stringify(answer).slice(0, 300)}`)
      orders += answer.orders
      found.push(...answer.found)
      note(`${orders} orders`)
      after = answer.next
      if (!after) break
    }
  })
  lambda.destroy()
  console.log(reconcileTable(orders, found))
  return found.some(({ outcome }) => outcome !== 'repaired') ? 1 : 0
})
