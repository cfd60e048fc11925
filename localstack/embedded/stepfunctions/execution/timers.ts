/** setTimeout fires at once beyond 2^31-1 ms (24.8 days); ASL waits up to a year. */
const LONGEST_TIMER_MS = 2 ** 31 - 1

/** Calls `work` at a time in milliseconds since the epoch. @returns cancels it. */
export function at(time: number, work: () => void): () => void {
  let timer: NodeJS.Timeout
  const arm = () => {
    const remaining = time - Date.now()
    if (remaining > LONGEST_TIMER_MS) timer = setTimeout(arm, LONGEST_TIMER_MS)
    // A timer may fire a millisecond early; being late is allowed, being early is not.
    else timer = setTimeout(() => (Date.now() < time ? arm() : work()), Math.max(0, remaining))
  }
  arm()
  return () => clearTimeout(timer)
}
