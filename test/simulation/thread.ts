/** What a thread needs to run seeds: bundles loaded once, the shop made once. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Machine } from '../../localstack/embedded/stepfunctions/definition/asl.ts'
import { allServices } from '../../stacks/services.ts'
import { stages } from '../../stacks/settings.ts'
import type { Bundles } from './bundle/build.ts'
import type { Environment } from './bundle/environment.ts'
import { Loader } from './bundle/load.ts'
import { runSeed, type SeedResult } from './run-seed.ts'
import { SimulatedDate, simulatedMath } from './world/current.ts'
import { Functions } from './world/functions.ts'
import { type Genesis, genesis } from './world/genesis.ts'
import type { Blueprint } from './world/world.ts'

export class Simulation {
  readonly #blueprint: Blueprint
  readonly #start: Genesis

  private constructor(blueprint: Blueprint, start: Genesis) {
    this.#blueprint = blueprint
    this.#start = start
  }

  static async load(bundles: Bundles): Promise<Simulation> {
    const functions = new Functions(allServices)
    const blueprint = { functions, loader: new Loader(bundles, common), checkout: checkoutMachine(functions) }
    return new Simulation(blueprint, await genesis(blueprint))
  }

  run(seed: number, keepHistory = false): Promise<SeedResult> {
    return runSeed(this.#blueprint, this.#start, seed, keepHistory)
  }
}

/** The state machine as it is deployed, with functions' names in the place of ARNs. */
function checkoutMachine(functions: Functions): Machine {
  const file = join(import.meta.dirname, '../../statemachines/checkout/checkout.asl.json')
  const steps = [...functions.byName.values()].filter(({ name }) => name.includes('/steps/'))
  const values = new Map(
    steps.map(({ name, service, definition }) => [pascalCase(`${service}-${definition.name}`), name]),
  )
  values.set('PaymentTimeoutSeconds', String(stages.local.paymentTimeoutSeconds))
  return JSON.parse(
    readFileSync(file, 'utf8').replace(/\$\{(\w+)\}/g, (placeholder, name: string) => {
      const value = values.get(name)
      if (value === undefined) throw new Error(`${placeholder} of the checkout is no step of a simulated service`)
      return value
    }),
  ) as Machine
}

/** As stacks/names.ts, which brings the whole CDK along. */
const pascalCase = (name: string): string =>
  name
    .split('-')
    .map((part) => part[0]!.toUpperCase() + part.slice(1))
    .join('')

const refused = (): never => {
  throw new Error('A module without state asked for the outside: see STATELESS in test/simulation/bundle/build.ts')
}

/** Of modules that are the same for all environments: they have the time and chance of the current world, and nothing else. */
const common: Environment = {
  variables: { STAGE: 'local' },
  Date: SimulatedDate,
  Math: simulatedMath,
  AbortSignal,
  performance: { now: () => SimulatedDate.now() },
  fetch: refused,
  setTimeout: refused,
  clearTimeout: refused,
  call: refused,
  log: () => {},
}
