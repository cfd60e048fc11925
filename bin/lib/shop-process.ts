/** Starts a shop of its own in a child process: for the demo, the replay, and the tests. */
import { type ChildProcess, spawn } from 'node:child_process'
import { join } from 'node:path'
import { projectRoot } from './build.ts'

export interface ShopProcess {
  readonly url: string
  readonly endpoint: string
  readonly pid: number
  /** Settles when it is gone, however it ended. */
  readonly ended: Promise<void>
  /** Ends it the polite way and waits. */
  stop(): Promise<void>
  /** `kill -9` */
  kill(): Promise<void>
}

export interface ShopProcessOptions {
  readonly args?: readonly string[]
  readonly env?: Readonly<Record<string, string>>
  /** Gets its output; it is dropped otherwise, and shown when the start fails. */
  readonly onOutput?: (text: string) => void
  /**
   * Whether it runs in a session of its own, which Linux gives a fair share of the processors: the low priorities of sagas and
   * streams then yield to the rest of the shop, and not to whatever else the machine does. No Ctrl-C reaches it: it is killed
   * when this process ends.
   */
  readonly ownShare?: boolean
}

/** Compiled code of the shop itself, types stripped: a third of its start otherwise. */
const compileCache = join(projectRoot, 'node_modules/.cache/shop')

export async function startShopProcess(options: ShopProcessOptions = {}): Promise<ShopProcess> {
  const child = spawn(process.execPath, [join(projectRoot, 'bin/local.ts'), ...(options.args ?? [])], {
    cwd: projectRoot,
    env: { NODE_COMPILE_CACHE: compileCache, ...process.env, PORT: '0', ...options.env },
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    detached: options.ownShare ?? false,
  })
  const ended = new Promise<void>((resolve) => child.once('close', () => resolve()))
  if (options.ownShare) {
    const kill = () => child.kill('SIGKILL')
    // Before others remove its data, which it must not write any more.
    process.prependOnceListener('exit', kill)
    void ended.then(() => process.off('exit', kill))
  }
  let output = ''
  const keep = (chunk: Buffer) => {
    output = (output + chunk).slice(-20_000)
    options.onOutput?.(String(chunk))
  }
  child.stdout!.on('data', keep)
  child.stderr!.on('data', keep)
  const ready = await new Promise<{ url: string; endpoint: string }>((resolve, reject) => {
    child.once('message', (message) => resolve(message as { url: string; endpoint: string }))
    // Not at its exit: what it printed last may still be in the pipe.
    child.once('close', (code) => reject(new Error(`The shop did not start (exit ${code}):\n${output}`)))
    child.once('error', reject)
  })
  return {
    url: ready.url,
    endpoint: ready.endpoint,
    pid: child.pid!,
    ended,
    stop: () => end(child, 'SIGTERM'),
    kill: () => end(child, 'SIGKILL'),
  }
}

function end(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve()
  return new Promise((resolve) => {
    child.once('exit', () => resolve())
    child.kill(signal)
  })
}
