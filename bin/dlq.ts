/** `npm run dlq -- list | show QUEUE | redrive QUEUE`: messages that were given up, of the shop that runs here or of a stage. */
import { parseArgs } from 'node:util'
import { DeleteMessageCommand, SQSClient } from '@aws-sdk/client-sqs'
import { type Deployment, deploymentOf, deploymentOptions, deploymentUsage } from './lib/deployment.ts'
import { ageOf } from './lib/dlq/age.ts'
import { describeDeadLetter } from './lib/dlq/describe.ts'
import { letGo, peek, take } from './lib/dlq/messages.ts'
import { type DeadLetterQueue, deadLetterQueue, deadLetterQueues, oldestIn, sourceOf } from './lib/dlq/queues.ts'
import { redriveAll, redriveSome } from './lib/dlq/redrive.ts'
import { loadDotEnv } from './lib/dot-env.ts'
import { republish } from './lib/outbox/republish.ts'
import { asCommand, UsageError } from './lib/usage-error.ts'

const usage = `Usage: npm run dlq -- COMMAND [--stage NAME]

  list                          every dead-letter queue, with its messages and the age of the oldest
  show QUEUE [--limit 10]       what they are about; personal data is redacted (--raw shows it)
  redrive QUEUE [--id ID …]     back to where they came from: all, or those with the id of the message or event.
                                Of a relay's queue: publishes the events of that time again, from the outbox.

${deploymentUsage}`

interface Given {
  readonly sqs: SQSClient
  readonly deployment: Deployment
  readonly queue: () => Promise<DeadLetterQueue>
  readonly ids: readonly string[]
  readonly limit: number
  readonly raw: boolean
}

/** Milliseconds around the records of a stream: the outbox has the time of the write, the stream that of its record. */
const AROUND_MS = 60_000

const commands: Readonly<Record<string, (given: Given) => Promise<number | undefined>>> = {
  async list({ sqs, deployment }) {
    const queues = await deadLetterQueues(sqs, deployment)
    const width = Math.max(...queues.map(({ name }) => name.length))
    for (const queue of queues) {
      const oldest = await oldestIn(sqs, queue)
      const age = oldest === undefined ? '' : `  oldest ${ageOf(Date.now() - oldest)}`
      console.log(`${queue.count > 0 ? '✗' : '✓'} ${queue.name.padEnd(width)} ${String(queue.count).padStart(6)}${age}`)
    }
    const full = queues.filter(({ count }) => count > 0)
    console.log(
      full.length === 0
        ? `\nNothing was given up: all ${queues.length} dead-letter queues are empty.`
        : `\nLook at one with: npm run dlq -- show ${full[0]!.name}`,
    )
    return undefined
  },

  async show({ sqs, queue, limit, raw }) {
    const found = await queue()
    const messages = await peek(sqs, found, limit)
    for (const message of messages) {
      const { what, eventId, messageId, correlationId, sentAt, cause, body } = describeDeadLetter(message, { raw })
      console.log(`${what}${eventId ? `  event ${eventId}` : ''}\n  message ${messageId}, sent ${sentAt}`)
      if (correlationId) console.log(`  correlation ${correlationId}: the function's log has its failures under it`)
      if (cause) console.log(`  cause ${cause}`)
      console.log(body.replaceAll(/^/gm, '  '))
    }
    console.log(`${messages.length} of ${found.count} messages of ${found.name}.`)
    return undefined
  },

  async redrive({ sqs, deployment, queue, ids }) {
    const found = await queue()
    const source = await sourceOf(sqs, found)
    if (!source) return republishRelayed(sqs, deployment, found)
    if (ids.length === 0) {
      console.log(`${await redriveAll(sqs, found, source)} messages of ${found.name} are back in their queue.`)
      return undefined
    }
    const moved = await redriveSome(sqs, found, source, ids)
    const missing = ids.filter((id) => !moved.includes(id))
    console.log(`${moved.length} messages of ${found.name} are back in their queue.`)
    if (missing.length > 0) console.error(`Not found: ${missing.join(', ')}`)
    return missing.length > 0 ? 1 : 0
  },
}

/** A relay's dead letters are places in a stream; the events themselves are in the outbox for seven days. */
async function republishRelayed(sqs: SQSClient, deployment: Deployment, queue: DeadLetterQueue): Promise<undefined> {
  const service = queue.name.replace(/-relay$/, '')
  const messages = await take(sqs, queue, 1000)
  let published = 0
  for (const [n, message] of messages.entries()) {
    const { DDBStreamBatchInfo: batch } = JSON.parse(message.Body!)
    const around = (time: string, ms: number) => new Date(Date.parse(time) + ms).toISOString()
    try {
      published += await republish(deployment, {
        service,
        since: around(batch.approximateArrivalOfFirstRecord, -AROUND_MS),
        until: around(batch.approximateArrivalOfLastRecord, AROUND_MS),
      })
      await sqs.send(new DeleteMessageCommand({ QueueUrl: queue.url, ReceiptHandle: message.ReceiptHandle }))
    } catch (error) {
      await letGo(sqs, queue, messages.slice(n))
      throw error
    }
  }
  console.log(
    `${published} events of ${service} were published again for ${messages.length} messages of ${queue.name}.`,
  )
}

loadDotEnv()
await asCommand(usage, async () => {
  const { positionals, values } = parseArgs({
    allowPositionals: true,
    options: {
      ...deploymentOptions,
      id: { type: 'string', multiple: true, default: [] },
      limit: { type: 'string', default: '10' },
      raw: { type: 'boolean', default: false },
    },
  })
  const [name, queue] = positionals
  const command = name === undefined ? undefined : commands[name]
  if (!command) throw new UsageError(name ? `There is no command "${name}".` : 'Say what to do.')
  const limit = Number(values.limit)
  if (!Number.isSafeInteger(limit) || limit < 1) throw new UsageError(`"${values.limit}" is no number of messages.`)
  const deployment = deploymentOf(values)
  const sqs = new SQSClient(deployment.client)
  try {
    return await command({
      sqs,
      deployment,
      limit,
      raw: values.raw,
      ids: values.id,
      queue: () => {
        if (!queue) throw new UsageError(`"${name}" needs the name of a queue: "list" shows them.`)
        return deadLetterQueue(sqs, deployment, queue)
      },
    })
  } finally {
    sqs.destroy()
  }
})
