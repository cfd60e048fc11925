/** Open loop: shoppers come when they come, however slow the shop is. */
import type { Random } from '../sums/random.ts'

/** Starts work at random moments (a Poisson process) until told to stop. */
export function startArrivals(perSecond: number, random: Random, work: () => void): () => void {
  let nextAt = performance.now()
  let timer: NodeJS.Timeout
  const later = () => (-Math.log(1 - random.next()) * 1000) / perSecond
  const tick = () => {
    for (const now = performance.now(); nextAt <= now; nextAt += later()) work()
    timer = setTimeout(tick, Math.max(1, nextAt - performance.now()))
  }
  nextAt += later()
  tick()
  return () => clearTimeout(timer)
}
