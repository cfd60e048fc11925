/** Faults of AWS calls: those on the wire, and deliveries from one service to another. */
import { setTimeout as delay } from 'node:timers/promises'
import { AwsError } from '../types.ts'
import type { Fault, Moment } from './fault.ts'
import { type Kill, killThisProcess } from './kill.ts'
import type { Faults } from './switchboard.ts'

/** The call may have taken effect; its caller does not learn it. On the wire the connection breaks. */
export class LostResponse extends AwsError {
  constructor() {
    super('InternalFailure', 'The answer was lost.', 500)
  }
}

export interface CallFaults {
  /** Makes the call, unless a fault wants otherwise. @throws AwsError, LostResponse */
  around<Answer>(momentOf: () => Moment, work: () => Promise<Answer>): Promise<Answer>
}

/** @param endEnvironment ends an execution environment in the middle of its invocation. */
export function callFaults(
  faults: Faults,
  endEnvironment: (id: string) => Promise<void>,
  kill: Kill = killThisProcess,
): CallFaults {
  async function crash(fault: Fault, moment: Moment): Promise<never> {
    if (fault.scope === 'process') return kill(fault, moment)
    await endEnvironment(moment.environment!)
    throw new LostResponse()
  }

  async function before(fault: Fault, moment: Moment): Promise<void> {
    if (fault.delayMs > 0) await delay(fault.delayMs)
    if (fault.kind === 'error') throw failure(fault)
    if (fault.kind === 'throttle') throw throttled(moment.service!)
    if (fault.kind === 'crash' && fault.when !== 'after') await crash(fault, moment)
  }

  async function after(fault: Fault, moment: Moment): Promise<void> {
    if (fault.kind === 'crash' && fault.when === 'after') await crash(fault, moment)
    if (fault.kind === 'lost-response') throw new LostResponse()
  }

  async function struck<Answer>(struck: readonly Fault[], moment: Moment, work: () => Promise<Answer>) {
    for (const fault of struck) await before(fault, moment)
    const outcome = await Promise.allSettled([work()])
    for (const fault of struck) await after(fault, moment)
    if (outcome[0].status === 'rejected') throw outcome[0].reason
    return outcome[0].value
  }

  return {
    around(momentOf, work) {
      if (faults.isEmpty) return work()
      const moment = momentOf()
      const hits = faults.strike(moment)
      return hits.length === 0 ? work() : struck(hits, moment, work)
    },
  }
}

const failure = ({ errorName = 'InternalServerError', status = 500 }: Fault) =>
  new AwsError(errorName, 'A fault of the local cloud: see /_local/faults.', status)

/** The names under which the services throttle, where it is not the usual one. */
const throttles: Readonly<Record<string, { readonly code: string; readonly status: number }>> = {
  dynamodb: { code: 'ProvisionedThroughputExceededException', status: 400 },
  lambda: { code: 'TooManyRequestsException', status: 429 },
  s3: { code: 'SlowDown', status: 503 },
}

function throttled(service: string): AwsError {
  const { code, status } = throttles[service] ?? { code: 'ThrottlingException', status: 400 }
  return new AwsError(code, 'Rate exceeded: a fault of the local cloud, see /_local/faults.', status)
}
