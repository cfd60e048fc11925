/** The DynamoDB engine: dynoxide as a child process on a free loopback port, or an endpoint that already runs. */
import { type ChildProcess, spawn } from 'node:child_process'
import { existsSync, mkdirSync } from 'node:fs'
import { createRequire } from 'node:module'
import { delimiter, dirname, join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { freePort } from '../free-port.ts'
import type { Log } from '../types.ts'

export interface Engine {
  /** http://<host>:<port> */
  readonly url: string
  /** The SQLite file, when the engine is ours. */
  readonly file?: string
  stop(): Promise<void>
}

const startLimitMs = 10_000
const restartBackOffMs = { first: 100, most: 5_000 }

/**
 * Holds a pipe to this process: at its end, however this process ended, the engine is killed too.
 * Background jobs of sh read /dev/null, hence the descriptor 3.
 */
const supervisor = `exec 3<&0
"$@" 3<&- & child=$!
(cat <&3 >/dev/null; kill -9 $child 2>/dev/null; [ -z "$REMOVE" ] || rm -rf "$REMOVE") & watch=$!
wait $child; code=$?
kill $watch 2>/dev/null
exit $code`

/**
 * @param file the database; created when it does not exist.
 * @param temporaryFolder removed at the end, however this process ends.
 */
export async function startEngine(file: string, log: Log, temporaryFolder = ''): Promise<Engine> {
  const external = process.env.DYNAMODB_ENDPOINT
  if (external) return { url: external.replace(/\/$/, ''), stop: async () => {} }
  const binary = findBinary()
  mkdirSync(dirname(file), { recursive: true })
  for (let attempt = 1; ; attempt++) {
    const port = await freePort()
    try {
      return await launch(binary, file, port, temporaryFolder, log)
    } catch (error) {
      if (attempt === 3) throw error
    }
  }
}

function findBinary(): string {
  const name = `@dynoxide/${process.platform}-${process.arch}/dynoxide`
  const resolve = createRequire(import.meta.url).resolve
  try {
    return resolve(name)
  } catch {
    const folders = (process.env.PATH ?? '').split(delimiter)
    const found = folders.map((folder) => join(folder, 'dynoxide')).find((path) => existsSync(path))
    if (found) return found
    throw new Error(
      'The local cloud needs a DynamoDB engine: run npm install on a machine that dynoxide has a package for, ' +
        'or put dynoxide on the PATH, or set DYNAMODB_ENDPOINT to one that runs.',
    )
  }
}

async function launch(binary: string, file: string, port: number, temporaryFolder: string, log: Log): Promise<Engine> {
  const command = [binary, 'serve', '--host', '127.0.0.1', '--port', String(port), '--db-path', file]
  let stopping = false
  let child: ChildProcess

  async function run(): Promise<void> {
    // A process group of its own: Ctrl-C must reach it through our own orderly stop.
    child = spawn('sh', ['-c', supervisor, 'sh', ...command], {
      stdio: ['pipe', 'pipe', 'pipe'],
      detached: true,
      env: { PATH: process.env.PATH ?? '', REMOVE: temporaryFolder },
    })
    await listening(child)
    child.unref()
    child.once('exit', (code) => {
      if (stopping) return
      log.error(`The DynamoDB engine ended with ${code}; it is started again`)
      void restart()
    })
  }

  /** Without tables nothing works: what keeps the engine from starting may pass. */
  async function restart(): Promise<void> {
    for (let waitMs = restartBackOffMs.first; !stopping; waitMs = Math.min(2 * waitMs, restartBackOffMs.most)) {
      try {
        return await run()
      } catch (error) {
        if (stopping) return
        log.error(`The DynamoDB engine does not start; it is tried again in ${waitMs} ms`, error)
      }
      await delay(waitMs, undefined, { ref: false })
    }
  }

  await run()
  return {
    url: `http://127.0.0.1:${port}`,
    file,
    async stop() {
      stopping = true
      if (child.exitCode !== null || child.signalCode !== null) return
      await new Promise<void>((resolve) => {
        child.once('exit', () => resolve())
        child.stdin?.end()
      })
    },
  }
}

async function listening(child: ChildProcess): Promise<void> {
  let output = ''
  let timer: NodeJS.Timeout | undefined
  await new Promise<void>((resolve, reject) => {
    const onData = (chunk: Buffer) => {
      output = (output + chunk).slice(-2_000)
      if (output.includes('listening on')) resolve()
    }
    child.stdout?.on('data', onData)
    child.stderr?.on('data', onData)
    child.once('error', reject)
    child.once('exit', (code) => reject(new Error(`dynoxide ended with ${code}: ${output.trim()}`)))
    timer = setTimeout(() => {
      child.stdin?.end()
      reject(new Error(`dynoxide did not start within ${startLimitMs} ms: ${output.trim()}`))
    }, startLimitMs)
  }).finally(() => clearTimeout(timer))
  for (const stream of [child.stdin, child.stdout, child.stderr]) {
    // Sockets, in fact: they must not keep this process alive.
    ;(stream as unknown as { unref?(): void } | null)?.unref?.()
  }
}
