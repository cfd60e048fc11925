/** EventBridge: buses, rules, targets with retries and dead-letter queues, archives, replays, schedules. */
import { randomUUID } from 'node:crypto'
import { matches } from '../event-pattern.ts'
import { createScheduleTimers, type ScheduleTimers } from '../scheduler/timers.ts'
import { type AwsAnswer, type AwsCall, AwsError, type Cloud, type Delivery, type Emulator } from '../types.ts'
import { type Archives, createArchives } from './archives.ts'
import { createDeliveries, type Deliveries, type DeliveryOptions } from './deliveries.ts'
import {
  type EventEnvelope,
  entryBytes,
  isoSeconds,
  maximumRequestBytes,
  type PutEventsEntry,
  toEnvelope,
} from './envelope.ts'
import { eventOperations, type Operation } from './operations.ts'
import { busArn, eventBridgeResources, lastSegment } from './resources.ts'
import { deliveryFor, type Rule, readRule } from './rules.ts'

const recentEvents = 1000

export function eventbridge(options: DeliveryOptions = {}): Emulator {
  let cloud: Cloud
  let rules: Rule[] = []
  let buses = new Set<string>()
  let deliveries: Deliveries
  let archives: Archives
  let operations: Record<string, Operation> = {}
  let timers: ScheduleTimers

  /** The event, its place in archives and one pending delivery a target: all stored, or none. */
  function accept(entries: readonly { bus: string; event: EventEnvelope; only?: readonly string[] }[]): void {
    cloud.store.transaction(() => {
      for (const { bus, event, only } of entries) {
        const matching = rules.filter(
          (rule) =>
            rule.enabled &&
            rule.busArn === bus &&
            rule.pattern &&
            (!only || only.includes(rule.arn)) &&
            matches(rule.pattern, event),
        )
        remember(bus, event, matching.length)
        archives.keep(bus, event)
        for (const rule of matching) for (const target of rule.targets) deliveries.add(deliveryFor(rule, target, event))
      }
    })
    deliveries.wake()
  }

  function remember(bus: string, event: EventEnvelope, matched: number): void {
    cloud.store.run(
      'INSERT INTO events_recent (bus, matched, event) VALUES (?, ?, ?)',
      lastSegment(bus),
      matched,
      JSON.stringify(event),
    )
    cloud.store.run('DELETE FROM events_recent WHERE id <= (SELECT MAX(id) FROM events_recent) - ?', recentEvents)
  }

  function putEvents(call: AwsCall): unknown {
    const entries = (call.input.Entries ?? []) as PutEventsEntry[]
    if (entries.length < 1 || entries.length > 10) {
      throw new AwsError(
        'ValidationException',
        `1 validation error detected: Value at 'entries' failed to satisfy constraint: Member must have length between 1 and 10, but has ${entries.length}`,
      )
    }
    if (entries.reduce((sum, entry) => sum + entryBytes(entry), 0) > maximumRequestBytes) {
      throw new AwsError('ValidationException', 'Total size of the entries in the request is over the limit.')
    }
    for (const { EventBusName, Source, DetailType } of entries) {
      const context = { 'events:source': Source ?? '', 'events:detail-type': DetailType ?? '' }
      cloud.authorize(call.principal, 'events:PutEvents', busArn(cloud, EventBusName), context)
    }
    const accepted: { bus: string; event: EventEnvelope }[] = []
    const results = entries.map((entry) => {
      try {
        const bus = busArn(cloud, entry.EventBusName)
        if (!buses.has(bus))
          throw new AwsError('ResourceNotFoundException', `Event bus ${lastSegment(bus)} does not exist.`)
        const event = toEnvelope(entry, cloud)
        accepted.push({ bus, event })
        return { EventId: event.id }
      } catch (error) {
        if (!(error instanceof AwsError)) throw error
        return { ErrorCode: error.code, ErrorMessage: error.message }
      }
    })
    if (accepted.length > 0) accept(accepted)
    return { FailedEntryCount: results.filter((result) => 'ErrorCode' in result).length, Entries: results }
  }

  function fireSchedule(rule: Rule, dueAt: number): void {
    const event: EventEnvelope = {
      version: '0',
      id: randomUUID(),
      'detail-type': 'Scheduled Event',
      source: 'aws.events',
      account: cloud.accountId,
      time: isoSeconds(dueAt / 1000),
      region: cloud.region,
      resources: [rule.arn],
      detail: {},
    }
    cloud.store.transaction(() => {
      remember(rule.busArn, event, 1)
      for (const target of rule.targets) deliveries.add(deliveryFor(rule, target, event))
    })
    deliveries.wake()
  }

  return {
    name: 'eventbridge',
    resources: eventBridgeResources,
    protocol: { kind: 'json', targetPrefix: 'AWSEvents', contentType: 'application/x-amz-json-1.1' },

    async prepare(theCloud) {
      cloud = theCloud
      cloud.store.define(
        'CREATE TABLE IF NOT EXISTS events_recent (id INTEGER PRIMARY KEY AUTOINCREMENT, bus TEXT NOT NULL, matched INTEGER NOT NULL, event TEXT NOT NULL)',
      )
      buses = new Set([busArn(cloud, 'default'), ...cloud.resources('AWS::Events::EventBus').map(({ arn }) => arn)])
      rules = cloud.resources('AWS::Events::Rule').map((resource) => readRule(cloud, resource))
      deliveries = createDeliveries(cloud, 'events_deliveries', options)
      archives = createArchives(cloud, (bus, event, only) => accept([{ bus, event, ...(only ? { only } : {}) }]))
      operations = eventOperations(cloud, rules, buses, archives)
      timers = createScheduleTimers(cloud.store, 'events_schedules', (name, error) =>
        cloud.log.error(`Schedule of ${name} failed`, error),
      )
    },
    async start() {
      deliveries.start()
      archives.begin()
      for (const rule of rules) {
        if (!rule.enabled || !rule.schedule) continue
        timers.add(`${rule.arn} ${rule.schedule.expression}`, rule.schedule.schedule, (dueAt) =>
          fireSchedule(rule, dueAt),
        )
      }
    },
    async stop() {
      timers?.stop()
      archives?.end()
      await deliveries?.stop()
    },

    async handle(call): Promise<AwsAnswer> {
      if (call.operation === 'PutEvents') return { body: putEvents(call) }
      const operation = operations[call.operation]
      if (!operation) {
        throw new AwsError(
          'UnknownOperationException',
          `The local cloud's EventBridge has no ${call.operation}: declare it in the template.`,
        )
      }
      cloud.authorize(call.principal, `events:${call.operation}`, operation.resource(call.input))
      return { body: operation.answer(call.input) }
    },

    /** Takes an event from another bus, or PutEvents entries from a service integration. */
    async deliver({ targetArn, payload }: Delivery) {
      if (!buses.has(targetArn))
        throw new AwsError('ResourceNotFoundException', `Event bus ${targetArn} does not exist.`)
      accept(eventsOf(payload, cloud).map((event) => ({ bus: targetArn, event })))
    },

    views: {
      events: ({ query }) => {
        const limit = Math.min(Math.max(Number(query.get('limit') ?? 100) || 100, 1), recentEvents)
        const rows = cloud.store.all<{ bus: string; matched: number; event: string }>(
          'SELECT bus, matched, event FROM events_recent ORDER BY id DESC LIMIT ?',
          limit,
        )
        return {
          items: rows.map(({ bus, matched, event }) => {
            const { id, source, time, detail, 'detail-type': detailType } = JSON.parse(event) as EventEnvelope
            return { id, bus, detailType, source, time, matchedRules: matched, detail }
          }),
          pendingDeliveries: deliveries.pending(),
        }
      },
    },
  }
}

function eventsOf(payload: unknown, cloud: Cloud): EventEnvelope[] {
  const value = payload as Record<string, unknown>
  if (typeof value === 'object' && value !== null && 'detail-type' in value) return [value as unknown as EventEnvelope]
  const entries = (Array.isArray(value?.Entries) ? value.Entries : [value]) as PutEventsEntry[]
  return entries.map((entry) => {
    const detail: unknown = entry?.Detail
    return toEnvelope({ ...entry, Detail: typeof detail === 'string' ? detail : JSON.stringify(detail) }, cloud)
  })
}
