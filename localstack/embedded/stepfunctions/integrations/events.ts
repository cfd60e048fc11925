import { randomUUID } from 'node:crypto'
import type { Cloud } from '../../types.ts'
import { deliverAs } from './deliver.ts'
import type { Integration } from './index.ts'

type EventEntry = Record<string, unknown> & { readonly EventBusName?: string }

/** `arn:aws:states:::events:putEvents`; the Detail of an entry may be any JSON. */
export const putEvents: Integration = async (cloud, caller, request) => {
  const { Entries } = request.payload as { Entries: readonly EventEntry[] }
  const byBus = Map.groupBy(Entries, ({ EventBusName }) => busArn(cloud, EventBusName))
  for (const [targetArn, entries] of byBus)
    await deliverAs('EventBridge', cloud, { targetArn, payload: { Entries: entries }, principal: caller.principal })
  return { Entries: Entries.map(() => ({ EventId: randomUUID() })), FailedEntryCount: 0 }
}

function busArn(cloud: Cloud, name = 'default'): string {
  return name.startsWith('arn:') ? name : `arn:aws:events:${cloud.region}:${cloud.accountId}:event-bus/${name}`
}
