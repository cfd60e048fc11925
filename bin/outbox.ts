/** `npm run outbox -- republish --service orders --since 2026-11-28T10:00:00Z`: puts events on the bus again, after an outage that outlasted the stream. */
import { parseArgs } from 'node:util'
import { allServices } from '../stacks/services.ts'
import { deploymentOf, deploymentOptions, deploymentUsage } from './lib/deployment.ts'
import { loadDotEnv } from './lib/dot-env.ts'
import { republish } from './lib/outbox/republish.ts'
import { showProgress } from './lib/progress.ts'
import { asCommand, UsageError } from './lib/usage-error.ts'

const services = allServices.filter(({ table }) => table).map(({ name }) => name)

const usage = `Usage: npm run outbox -- republish [--service NAME …] --since TIME [--until TIME] [--stage NAME]

Publishes the events of that time again, with their own ids: subscribers that had them already do nothing.
Services: ${services.join(', ')}; without --service all of them. Times are ISO 8601, such as 2026-11-28T10:00:00Z.
The outbox keeps events for seven days; after that the archive of the bus has those that reached it.

${deploymentUsage}`

const timeOf = (name: string, text: string): string => {
  const time = new Date(text)
  if (Number.isNaN(time.getTime())) throw new UsageError(`--${name} "${text}" is no time such as 2026-11-28T10:00:00Z.`)
  return time.toISOString()
}

loadDotEnv()
await asCommand(usage, async () => {
  const { positionals, values } = parseArgs({
    allowPositionals: true,
    options: {
      ...deploymentOptions,
      service: { type: 'string', multiple: true },
      since: { type: 'string' },
      until: { type: 'string' },
    },
  })
  if (positionals.join(' ') !== 'republish') throw new UsageError('The one command is "republish".')
  if (!values.since) throw new UsageError('Since when? Give --since.')
  const wanted = values.service ?? services
  const unknown = wanted.find((name) => !services.includes(name))
  if (unknown) throw new UsageError(`There is no service "${unknown}" with an outbox.`)
  const since = timeOf('since', values.since)
  const until = timeOf('until', values.until ?? new Date().toISOString())
  const deployment = deploymentOf(values)
  for (const service of wanted) {
    await showProgress(`Publishing events of ${service}`, async (note) => {
      const count = await republish(deployment, { service, since, until, onProgress: (n, of) => note(`${n} of ${of}`) })
      note(`${count} events`)
    })
  }
  return 0
})
