/** Checks a definition at start, so that what AWS would refuse, or what cannot run here, is an error that names the state. */
import { resourceProblem } from '../integrations/index.ts'
import type { Machine, State } from './asl.ts'
import { checkFields, checkState } from './check-state.ts'

type Found = (arnOrId: string) => unknown

/** @throws Error listing every problem, each with its state. */
export function parseDefinition(text: string, where: string, find: Found): Machine {
  let machine: Machine
  try {
    machine = JSON.parse(text) as Machine
  } catch (error) {
    throw new Error(`${where}: the state machine's definition is not JSON: ${(error as Error).message}`)
  }
  const problems: string[] = []
  checkMachine(machine, 'the machine', true, new Set(), problems, find)
  if (problems.length > 0)
    throw new Error(
      [`${where}: the state machine cannot run.`, ...problems.map((problem) => `  - ${problem}`)].join('\n'),
    )
  return machine
}

const TOP_FIELDS = ['Comment', 'StartAt', 'States', 'Version', 'TimeoutSeconds', 'QueryLanguage']
const NESTED_FIELDS = ['Comment', 'StartAt', 'States', 'ProcessorConfig', 'QueryLanguage']

function checkMachine(
  machine: Machine,
  label: string,
  top: boolean,
  names: Set<string>,
  problems: string[],
  find: Found,
) {
  const report = (problem: string) => problems.push(`${label}: ${problem}`)
  if (typeof machine?.States !== 'object' || machine.States === null) {
    report('"States" is missing')
    return
  }
  checkFields(machine, top ? TOP_FIELDS : NESTED_FIELDS, report)
  if (!Object.hasOwn(machine.States, machine.StartAt)) report(`"StartAt" names no state: ${machine.StartAt}`)
  for (const [name, state] of Object.entries(machine.States)) {
    const said = (problem: string) => problems.push(`state "${name}": ${problem}`)
    if (names.has(name)) said('state names must be unique in the whole definition')
    names.add(name)
    checkState(state, said)
    for (const target of targets(state))
      if (!Object.hasOwn(machine.States, target)) said(`there is no state "${target}" here`)
    if (state.Type === 'Task' && typeof state.Resource === 'string') {
      const problem = resourceProblem(state, find)
      if (problem) said(problem)
    }
    for (const [part, nested] of nestedMachines(state))
      checkMachine(nested, `state "${name}", ${part}`, false, names, problems, find)
  }
  for (const name of unreachable(machine)) problems.push(`state "${name}": no transition leads to it`)
}

function nestedMachines(state: State): [string, Machine][] {
  if (state.Type === 'Parallel') return (state.Branches ?? []).map((branch, index) => [`branch ${index}`, branch])
  const processor = state.Type === 'Map' ? (state.ItemProcessor ?? state.Iterator) : undefined
  return processor ? [['ItemProcessor', processor]] : []
}

function targets(state: State): string[] {
  const choices = state.Type === 'Choice' ? [...(state.Choices ?? []).map(({ Next }) => Next), state.Default] : []
  return [state.Next, ...(state.Catch ?? []).map(({ Next }) => Next), ...choices].filter((name) => name !== undefined)
}

function unreachable(machine: Machine): string[] {
  const reached = new Set<string>()
  const queue = [machine.StartAt]
  for (let name = queue.pop(); name !== undefined; name = queue.pop()) {
    const state = machine.States[name]
    if (!state || reached.has(name)) continue
    reached.add(name)
    queue.push(...targets(state))
  }
  return Object.keys(machine.States).filter((name) => !reached.has(name))
}
