/** Sees which side effects purchases have, by faults that only count. */
import type { FaultInput } from '../../../localstack/embedded/faults/fault.ts'
import { type Api, until } from '../api.ts'
import { type Bought, openAfter } from './audit.ts'
import { buy } from './persistent.ts'
import { type Effect, effectServices, effectsOf, type Seen } from './points.ts'
import type { Scenario } from './scenarios.ts'

/** For what follows the last answer: callbacks, messages. Milliseconds without anything new. */
const QUIET_MS = 1_500
/** Cold functions on a busy machine; only a crash has to be over in time. */
const WATCH_LIMIT_SECONDS = 180

const counting = effectServices.map((service): FaultInput => ({ kind: 'latency', delayMs: 0, service }))

export async function watch(
  api: Api,
  { customer, staff, sku }: { customer: Api; staff: Api; sku: string },
  scenario: Scenario,
  all: boolean,
): Promise<{ effects: Effect[]; seen: Seen[]; orders: Bought[] }> {
  await switchOn(api, [...scenario.faults, ...counting])
  const pay = Promise.withResolvers<void>()
  const buying = Promise.all(scenario.tokens.map((token) => buy(customer, sku, token, () => pay.promise)))
  // What comes before the payment comes first in the list as well: one purchase can then be killed at all of it in turn.
  await seenAtRest(api)
  const payingSince = new Date().toISOString()
  pay.resolve()
  const bought = await buying
  const orders = bought.map((each) => ({ ...each, scenario }))
  const open = await openAfter(WATCH_LIMIT_SECONDS, { staff, customer, orders })
  if (open.length > 0) throw new Error(`Without any crash the orders ${open.join(', ')} (${scenario.name}) did not end`)
  const seen = await seenAtRest(api)
  await api.call('DELETE', '/_local/api/faults')
  return { effects: effectsOf(scenario.name, seen, { purchases: bought.length, payingSince, all }), seen, orders }
}

/** Waits for what is still on its way from before. */
export async function untilQuiet(api: Api): Promise<void> {
  await switchOn(api, counting)
  await seenAtRest(api)
}

async function switchOn(api: Api, faults: readonly FaultInput[]): Promise<void> {
  await api.call('DELETE', '/_local/api/faults')
  for (const fault of faults) await api.call('POST', '/_local/api/faults', fault)
}

async function seenAtRest(api: Api): Promise<Seen[]> {
  let last = { count: -1, since: Date.now() }
  const seen = await until(
    'the purchases to come to rest',
    async () => {
      const { faults } = await api.call('GET', '/_local/api/faults')
      const hits = faults.filter(({ kind }: { kind: string }) => kind === 'latency').flatMap(hitsBy)
      const count = hits.reduce((sum: number, each: Seen) => sum + each.hits, 0)
      if (count !== last.count) last = { count, since: Date.now() }
      return hits as Seen[]
    },
    () => Date.now() - last.since > QUIET_MS,
    { seconds: 60, everyMs: 200 },
  )
  return seen.sort((a, b) => a.firstAt.localeCompare(b.firstAt))
}

const hitsBy = (fault: { hitsBy: Seen[] }): Seen[] => fault.hitsBy
