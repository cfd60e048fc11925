/** setTimeout in virtual time. A timer dies with the invocation that made it. */
import type { Planned } from '../world/schedule.ts'
import type { World } from '../world/world.ts'
import type { Invocation } from './lambda.ts'

export class Timers {
  readonly #world: World

  constructor(world: World) {
    this.#world = world
  }

  add(run: () => void, ms: number, owner: Invocation | undefined): Planned {
    return this.#world.after(Math.max(0, ms), () => {
      if (!owner?.ended) run()
    })
  }

  cancel(timer: unknown): void {
    if (timer) this.#world.schedule.cancel(timer as Planned)
  }

  signal(ms: number, owner: Invocation | undefined): AbortSignal {
    const controller = new AbortController()
    const timer = this.#world.after(ms, () => {
      if (!owner?.ended) controller.abort(new DOMException('The operation was aborted due to timeout', 'TimeoutError'))
    })
    // Nothing to wait for once its owner has ended.
    timers.set(controller.signal, timer)
    return controller.signal
  }

  /** What the signal was for is over. */
  release(signal: AbortSignal | null | undefined): void {
    const timer = signal && timers.get(signal)
    if (timer) this.#world.schedule.cancel(timer)
  }
}

const timers = new WeakMap<AbortSignal, Planned>()
