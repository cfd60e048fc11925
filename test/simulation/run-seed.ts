/** One seed from beginning to end. */
import { checkAtEnd } from './rules/at-end.ts'
import { ordersOf } from './rules/facts.ts'
import { isSettled } from './rules/settled.ts'
import { watch } from './rules/while-running.ts'
import { type Genesis, SEEDS_BEGIN } from './world/genesis.ts'
import { Schedules } from './world/schedules.ts'
import { openShop } from './world/shoppers.ts'
import { type Blueprint, World } from './world/world.ts'

export interface SeedResult {
  readonly seed: number
  /** The broken rule; absent when all held. */
  readonly broken?: string
  /** The same for two runs of the same code. */
  readonly digest: string
  readonly weather: string
  readonly events: number
  /** Orders by their status at the end. */
  readonly endings: Readonly<Record<string, number>>
  /** When it was to be kept. */
  readonly history: readonly string[]
}

/** Virtual time that the shop gets to come to rest after the weather. */
const PATIENCE_MS = 4 * 3_600_000

export async function runSeed(
  blueprint: Blueprint,
  start: Genesis,
  seed: number,
  keepHistory = false,
): Promise<SeedResult> {
  const world = new World(blueprint, { seed, startAt: SEEDS_BEGIN, tables: start.tables, keepHistory })
  world.log(`weather: ${world.weather.describe()}`)
  watch(world)
  openShop(world, start)
  const schedules = new Schedules(world)
  let isADayLater = false
  const end = SEEDS_BEGIN + world.weather.until + PATIENCE_MS
  let checkedAt = 0
  await world.run(() => {
    if (world.now > end && !isADayLater) return true
    // Only the clock ticks on: nothing but time-driven work is left, so look whether there is any.
    if (world.schedule.foreground > 0 || !world.weather.isOver || world.now === checkedAt) return false
    checkedAt = world.now
    if (world.queues.redrive() > 0) return false
    if (!isSettled(world)) return false
    if (isADayLater) return true
    isADayLater = true
    schedules.aDayLater(Math.max(...ordersOf(world).map(({ createdAt }) => Date.parse(createdAt)), world.startedAt))
    return false
  })
  if (world.broken === undefined) checkAtEnd(world)
  return {
    seed,
    ...(world.broken === undefined ? {} : { broken: world.broken }),
    digest: world.history.digest,
    weather: world.weather.describe(),
    events: world.events,
    endings: endingsOf(world),
    history: world.history.lines,
  }
}

function endingsOf(world: World): Record<string, number> {
  const endings: Record<string, number> = {}
  for (const { sk, status } of world.database.all('orders', 'ORDER#')) {
    if (sk === 'ORDER') endings[String(status)] = (endings[String(status)] ?? 0) + 1
  }
  return endings
}
