import type { Cloud, Emulator } from '../types.ts'
import type { Answer } from './problem.ts'

/**
 * DELETE /_local/api/subjects/<tag>: letters that were sent with this message tag are gone, and with them what functions
 * were given and answered lately; deleted data leaves the files. A web page of another origin cannot send it.
 */
export async function forget(cloud: Cloud, emulators: readonly Emulator[], subject: string): Promise<Answer> {
  for (const emulator of emulators) await emulator.forget?.(subject)
  cloud.store.compact()
  return { status: 204, headers: {}, body: '' }
}
