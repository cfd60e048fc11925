/** The faults that are switched on, and who was struck. In memory only: they end with the process. */
import { concerns, type Fault, type Moment } from './fault.ts'
import { randomOf } from './random.ts'
import { FaultError, readFault } from './read-fault.ts'

export interface FaultView extends Fault {
  /** Calls that matched, struck or not. */
  readonly matched: number
  readonly hits: number
  /** The hits by who was struck, and when first: ISO 8601. */
  readonly hitsBy: readonly (Omit<Moment, 'environment'> & { readonly hits: number; readonly firstAt: string })[]
}

/** What tests and the console switch. */
export interface Switchboard {
  /** @throws FaultError that says what would be right. */
  add(input: unknown): FaultView
  list(): FaultView[]
  /** One fault, or all of them. @returns how many were removed. */
  remove(id?: string): number
}

export interface Faults extends Switchboard {
  /** So that a cloud without faults need not even say what happens in it. */
  readonly isEmpty: boolean
  /** Faults that strike at this moment; each counts it. */
  strike(moment: Moment): readonly Fault[]
}

interface Armed {
  readonly fault: Fault
  readonly random: () => number
  matched: number
  hits: number
  readonly hitsBy: Map<string, { moment: Moment; hits: number; firstAt: string }>
}

const none: readonly Fault[] = []
/** More would make every call slow, and mean a test that forgets to remove its own. */
const mostFaults = 500

/** @param functionNames of the loaded assembly, once it is known. */
export function createFaults(functionNames: () => Iterable<string>): Faults {
  const armed = new Map<string, Armed>()
  let functions: ReadonlySet<string> = new Set()
  let count = 0

  return {
    get isEmpty() {
      return armed.size === 0
    },
    add(input) {
      if (armed.size >= mostFaults) throw new FaultError(`${mostFaults} faults are on: remove some first.`)
      functions = new Set(functionNames())
      const fault = readFault(input, `fault-${count + 1}`, functions)
      count++
      const entry = { fault, random: randomOf(fault.seed), matched: 0, hits: 0, hitsBy: new Map() }
      armed.set(fault.id, entry)
      return view(entry)
    },
    list: () => [...armed.values()].map(view),
    remove(id) {
      if (id !== undefined) return Number(armed.delete(id))
      const { size } = armed
      armed.clear()
      return size
    },
    strike(moment) {
      if (armed.size === 0) return none
      const struck: Fault[] = []
      for (const entry of armed.values()) {
        if (concerns(entry.fault, moment, functions) && strikes(entry, moment)) struck.push(entry.fault)
      }
      return struck
    },
  }
}

function strikes(entry: Armed, moment: Moment): boolean {
  const { fault, random, hitsBy } = entry
  entry.matched++
  if (entry.matched <= fault.skip || (fault.times !== undefined && entry.hits >= fault.times)) return false
  if (fault.probability < 1 && random() >= fault.probability) return false
  entry.hits++
  const key = `${moment.function} ${moment.service} ${moment.operation}`
  const known = hitsBy.get(key)
  if (known) known.hits++
  else hitsBy.set(key, { moment, hits: 1, firstAt: new Date().toISOString() })
  return true
}

const view = ({ fault, matched, hits, hitsBy }: Armed): FaultView => ({
  ...fault,
  matched,
  hits,
  hitsBy: [...hitsBy.values()].map(({ moment: { environment: _, ...moment }, ...more }) => ({ ...moment, ...more })),
})
