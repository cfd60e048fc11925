/** How often a child of npm looks whether npm is still there, in milliseconds. */
const LOOK_EVERY_MS = 200

/**
 * `kill -9` of `npm start` ends npm only (its script is `exec node`, so npm is our parent) and would leave the shop behind, holding its port.
 * The shop then ends as suddenly: whatever it was doing goes on at the next start.
 */
export function endWithNpm(): void {
  if (!process.env.npm_lifecycle_event) return
  const parent = process.ppid
  setInterval(() => {
    if (process.ppid !== parent) process.kill(process.pid, 'SIGKILL')
  }, LOOK_EVERY_MS).unref()
}
