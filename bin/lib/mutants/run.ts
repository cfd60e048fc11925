import { type ChildProcess, spawn } from 'node:child_process'

export interface Ended {
  readonly code: number | null
  readonly output: string
  readonly timedOut: boolean
}

const running = new Set<ChildProcess>()

/** Ends what runs now, for a command that is interrupted. */
export function endAll(): void {
  for (const child of running) child.kill('SIGKILL')
}

/** Runs node in a folder to its end, or to its time limit. */
export function run(folder: string, args: readonly string[], timeLimitMs: number): Promise<Ended> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, args, { cwd: folder, stdio: ['ignore', 'pipe', 'pipe'] })
    running.add(child)
    let output = ''
    let timedOut = false
    const timer = setTimeout(() => {
      timedOut = true
      child.kill('SIGKILL')
    }, timeLimitMs)
    child.stdout.on('data', (data) => {
      output += data
    })
    // What it complains of is read from its report; a full pipe would stop it.
    child.stderr.resume()
    child.on('error', reject)
    child.on('close', (code) => {
      clearTimeout(timer)
      running.delete(child)
      resolve({ code, output, timedOut })
    })
  })
}
