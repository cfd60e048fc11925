/** Writes docs/events.md from the contracts and the services' tables of contents. */
import * as z from 'zod/mini'
import type { EventDefinition } from '../../../contracts/event.ts'
import { allEvents } from '../../../contracts/events/all.ts'
import type { FunctionDefinition, Service } from '../../../functions/shared/service.ts'

export function eventsPage(services: readonly Service[]): string {
  const rows = allEvents.map((event) => {
    const from = services.filter((service) => functionsOf(service).some(({ emits = [] }) => emits.includes(event)))
    const to = services.flatMap((service) =>
      (service.subscribers ?? [])
        .filter((subscriber) => subscriber.events.includes(event))
        .map(({ name }) => `${service.name}/${name}`),
    )
    return `| \`${event.name}\` v${event.version} | ${from.map(({ name }) => name).join(', ')} | ${fieldsOf(event)} | ${to.join(', ') || '—'} |`
  })
  return `# Events

Made by \`npm run docs\` from \`contracts/events\` and each service's \`service.ts\`; a test fails when this page is stale.

On the bus an event is the \`detail\` of an EventBridge event whose \`detail-type\` is the name:
\`{eventId, name, version, occurredAt, correlationId, data}\`. \`eventId\` is the same for every delivery: deduplicate by it.
Names are in the past tense. No event carries an e-mail address, a name, an address or a token.

| event | published by | data | subscribers |
|---|---|---|---|
${rows.join('\n')}
`
}

const functionsOf = (service: Service): readonly Pick<FunctionDefinition, 'emits'>[] => [
  ...service.routes,
  ...(service.steps ?? []),
  ...(service.subscribers ?? []),
  ...(service.internal ?? []),
  ...(service.workers ?? []),
  ...(service.schedules ?? []),
]

function fieldsOf(event: EventDefinition): string {
  const { properties = {}, required = [] } = z.toJSONSchema(event.data)
  return Object.keys(properties)
    .map((name) => `\`${name}${required.includes(name) ? '' : '?'}\``)
    .join(', ')
}
