/** EventBridge Scheduler: runs of timed functions, late, now and then left out: nothing may depend on a run in time. */
import type { World } from './world.ts'

/** Runs of each timed function in good weather before the shop counts as at rest: the sweeps find what nobody else does. */
const SWEEPS = 2

/** @returns whether every timed function had its turn since the weather is over */
export function startSchedules(world: World): () => boolean {
  const runs = new Map<string, number>()
  for (const { function: fn, everyMinutes } of world.blueprint.functions.schedules) {
    const tick = (): void => {
      // One that is still running is not waited for.
      if (!world.chance.chance(0.1)) {
        const counts = world.weather.isOver
        world.lambda.invoke(fn.name, {}, ({ ok }) => {
          if (ok && counts) runs.set(fn.name, (runs.get(fn.name) ?? 0) + 1)
        })
      }
      world.after(everyMinutes * 60_000 * world.chance.between(1, 3), tick, true)
    }
    world.after(world.chance.between(0, everyMinutes * 60_000), tick, true)
  }
  const all = world.blueprint.functions.schedules
  return () => all.every(({ function: fn }) => (runs.get(fn.name) ?? 0) >= SWEEPS)
}
