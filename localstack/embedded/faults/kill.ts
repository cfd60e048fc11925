import { writeSync } from 'node:fs'
import type { Fault, Moment } from './fault.ts'

/** Ends this process at once, as `kill -9` from outside does. Never returns. */
export type Kill = (fault: Fault, moment: Moment) => Promise<never>

export const killThisProcess: Kill = (fault, moment) => {
  // Synchronously: nothing that is still to be written will be.
  writeSync(2, `${crashLine(fault, moment)}\n`)
  process.kill(process.pid, 'SIGKILL')
  return new Promise<never>(() => {})
}

/** One line for who reads the output of a process that is gone. */
export const crashLine = ({ id, when = 'before' }: Fault, { function: name, service, operation }: Moment): string =>
  `${id}: kill -9 ${when} ${service ? `${service}:${operation}` : 'the invocation'} of ${name ?? 'the cloud itself'}`
