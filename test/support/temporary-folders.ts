import { statfsSync } from 'node:fs'

const MEMORY = '/dev/shm'
/** Containers often have a small one; a test run fills some hundred megabytes. */
const ROOM_BYTES = 4 * 1024 ** 3

/** Databases of the tests would wait for the disk with each write. Jest's workers, and what they start, inherit the setting. */
export function keepTemporaryFoldersInMemory(): void {
  if (!process.env.TMPDIR && hasRoom()) process.env.TMPDIR = MEMORY
}

function hasRoom(): boolean {
  try {
    const { bavail, bsize } = statfsSync(MEMORY)
    return bavail * bsize > ROOM_BYTES
  } catch {
    return false
  }
}
