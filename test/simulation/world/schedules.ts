/** EventBridge Scheduler: runs of timed functions, late, now and then left out: nothing may depend on a run in time. */
import type { World } from './world.ts'

export function startSchedules(world: World): void {
  for (const { function: fn, everyMinutes } of world.blueprint.functions.schedules) {
    const tick = (): void => {
      // One that is still running is not waited for.
      if (!world.chance.chance(0.1)) world.lambda.invoke(fn.name, {}, () => {})
      world.after(everyMinutes * 60_000 * world.chance.between(1, 3), tick, true)
    }
    world.after(world.chance.between(0, everyMinutes * 60_000), tick, true)
  }
}
