/** The breaker as a pure state machine. Each function gives the next state, or undefined where nothing changes. */
import type { BreakerLimits } from './limits.ts'

export interface BreakerState {
  readonly status: 'CLOSED' | 'OPEN'
  /** In a row, while closed. */
  readonly failures: number
  readonly lastFailureAt: number
  /**
   * Until then nobody calls; then one may try. Taking the place of the probe moves it on by the probe's time, so there is
   * one probe at a time, and a lost one only delays the next. Epoch milliseconds.
   */
  readonly openUntil: number
  /** Probes that failed since it opened. */
  readonly failedProbes: number
  readonly probeId?: string | undefined
}

type Next = BreakerState | undefined

export const closed: BreakerState = { status: 'CLOSED', failures: 0, lastFailureAt: 0, openUntil: 0, failedProbes: 0 }

export const isOpen = (state: BreakerState | undefined): state is BreakerState & { readonly status: 'OPEN' } =>
  state?.status === 'OPEN'

export function afterFailure(state: BreakerState = closed, now: number, limits: BreakerLimits): Next {
  if (isOpen(state)) return undefined
  const remembered = now - state.lastFailureAt < limits.memoryMs ? state.failures : 0
  const failed = { ...state, failures: remembered + 1, lastFailureAt: now }
  return failed.failures < limits.failuresUntilOpen
    ? failed
    : { ...failed, status: 'OPEN', openUntil: now + limits.openMs, failedProbes: 0 }
}

/** A success ends a row of failures. What is open is closed by its probe only. */
export const afterSuccess = (state: BreakerState = closed): Next =>
  isOpen(state) || state.failures === 0 ? undefined : closed

export const takeProbe = (state: BreakerState = closed, probeId: string, now: number, limits: BreakerLimits): Next =>
  isOpen(state) && state.openUntil <= now ? { ...state, probeId, openUntil: now + limits.probeMs } : undefined

/** A probe whose time ran out says nothing any more: another may be under way. */
const isProbe = (state: BreakerState | undefined, probeId: string): state is BreakerState =>
  isOpen(state) && state.probeId === probeId

export const afterProbeSucceeded = (state: BreakerState | undefined, probeId: string): Next =>
  isProbe(state, probeId) ? closed : undefined

export function afterProbeFailed(
  state: BreakerState | undefined,
  probeId: string,
  now: number,
  limits: BreakerLimits,
): Next {
  if (!isProbe(state, probeId)) return undefined
  return { ...state, failedProbes: state.failedProbes + 1, openUntil: now + limits.openMs, probeId: undefined }
}

/** The probe was not needed: its place is free at once. */
export const afterProbeUnused = (state: BreakerState | undefined, probeId: string, now: number): Next =>
  isProbe(state, probeId) ? { ...state, openUntil: now, probeId: undefined } : undefined
