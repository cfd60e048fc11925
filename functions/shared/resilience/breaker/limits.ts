/** When a breaker opens and for how long; the same for all dependencies but the length of a probe. */
export interface BreakerLimits {
  /** Failures in a row, over all execution environments, that open it: enough that a blip is not taken for an outage. */
  readonly failuresUntilOpen: number
  /** After so long without another one, failures are forgotten. */
  readonly memoryMs: number
  /** How long nobody calls, and again after each probe that failed: one call every few seconds hurts nobody. */
  readonly openMs: number
  /** How long a probe holds its place: longer than a call may take, so that a second one starts only when the first is lost. */
  readonly probeMs: number
}

export const limitsFor = (callMs: number): BreakerLimits => ({
  failuresUntilOpen: 5,
  memoryMs: 60_000,
  openMs: 5_000,
  probeMs: callMs + 2_000,
})
