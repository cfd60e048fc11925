/** EventBridge Scheduler: runs of timed functions, late, now and then left out: nothing may depend on a run in time. */
import type { World } from './world.ts'

const MINUTE = 60_000
/** A day and a bit: books are compared again when an order is a day old. */
const DAY = 24 * 60 * MINUTE + 10 * MINUTE

export class Schedules {
  readonly #world: World
  #areOver = false

  constructor(world: World) {
    this.#world = world
    for (const { function: fn, everyMinutes } of world.blueprint.functions.schedules) {
      const tick = (): void => {
        if (this.#areOver) return
        // One that is still running is not waited for.
        if (!world.chance.chance(0.1)) world.lambda.invoke(fn.name, {}, () => {})
        world.after(everyMinutes * MINUTE * world.chance.between(1, 5), tick, true)
      }
      world.after(world.chance.between(0, everyMinutes * MINUTE), tick, true)
    }
  }

  /** The last run of all in a seed, which finds what nobody else does. @param since when the last order was placed */
  aDayLater(since: number): void {
    this.#areOver = true
    const world = this.#world
    world.after(Math.max(0, since + DAY - world.now), () => {
      for (const { function: fn } of world.blueprint.functions.schedules) world.lambda.invoke(fn.name, {}, () => {})
    })
  }
}
