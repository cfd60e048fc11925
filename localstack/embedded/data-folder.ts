/** The folder that holds everything durable, used by one process at a time. */
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { DatabaseSync } from 'node:sqlite'

export interface DataFolder {
  readonly path: string
  /** File of the emulators' store. */
  readonly storeFile: string
  release(): void
}

/** A fresh folder in memory where the machine has a file system for that. */
export function temporaryDataFolder(): DataFolder {
  const path = makeTemporary('/dev/shm') ?? makeTemporary(tmpdir())!
  // Not in the process's own memory: what is stored there grows with use.
  return {
    path,
    storeFile: join(path, 'emulators.sqlite'),
    release: () => rmSync(path, { recursive: true, force: true }),
  }
}

function makeTemporary(parent: string): string | undefined {
  try {
    return mkdtempSync(join(parent, 'local-cloud-'))
  } catch {
    return undefined
  }
}

/** Throws when another local cloud has it. The lock is the operating system's: it ends with this process, however it ends. */
export function openDataFolder(folder: string): DataFolder {
  const path = resolve(folder)
  mkdirSync(path, { recursive: true })
  const lock = new DatabaseSync(join(path, 'lock.sqlite'), { timeout: 1_000 })
  try {
    lock.exec('PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE; COMMIT')
  } catch {
    lock.close()
    throw new Error(`Another local cloud is running on ${path}: stop it, or choose another data folder.`)
  }
  return { path, storeFile: join(path, 'emulators.sqlite'), release: () => lock.close() }
}
