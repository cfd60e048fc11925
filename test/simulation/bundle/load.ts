/** Makes execution environments from bundles: compiled once a thread, run afresh for each environment. */
import crypto from 'node:crypto'
import { createRequire } from 'node:module'
import { Script } from 'node:vm'
import { simulatedCrypto } from '../world/current.ts'
import type { Bundles } from './build.ts'
import type { Environment } from './environment.ts'

export type Handler = (event: unknown, context: unknown) => Promise<unknown>
type Factory = (exports: object, require: (name: string) => unknown, module: object, environment: Environment) => void

/** Pure modules of Node. Anything else would reach out of the simulation. */
const allowed = new Set([
  'node:buffer',
  'node:util',
  'node:url',
  'node:path',
  'node:events',
  'node:assert',
  'node:stream',
  'node:zlib',
  'node:http',
  'node:https',
  'node:child_process',
  'node:fs',
  'node:async_hooks',
  'node:os',
  'node:string_decoder',
  'node:timers',
])
const requireNode = createRequire(import.meta.url)

export class Loader {
  readonly #bundles: Bundles
  readonly #factories = new Map<string, Factory>()
  readonly #shared: Readonly<Record<string, object>>

  /** @param common the environment of modules without state */
  constructor(bundles: Bundles, common: Environment) {
    this.#bundles = bundles
    const module = { exports: {} }
    compile(bundles.shared, 'shared')(module.exports, this.#node(common), module, common)
    const { modules } = module.exports as { modules: Record<string, Record<string, unknown>> }
    this.#shared = Object.fromEntries(Object.entries(modules).map(([name, each]) => [name, asCommonJs(each)]))
  }

  /** @param entry `functions/…/handler.ts` */
  load(entry: string, environment: Environment): Handler {
    let factory = this.#factories.get(entry)
    if (!factory) {
      const text = this.#bundles.functions[entry]
      if (text === undefined) throw new Error(`${entry} was not bundled for the simulation`)
      factory = compile(text, entry)
      this.#factories.set(entry, factory)
    }
    const module = { exports: {} }
    const node = this.#node(environment)
    factory(module.exports, (name) => this.#shared[name] ?? node(name), module, environment)
    return (module.exports as { handler: Handler }).handler
  }

  #node(environment: Environment) {
    const sleep = (ms: number, value: unknown) => new Promise((resolve) => environment.setTimeout(resolve, ms, value))
    return (asked: string): unknown => {
      const name = asked.startsWith('node:') ? asked : `node:${asked}`
      if (name === 'node:crypto') return cryptoModule
      if (name === 'node:timers') return { setTimeout: environment.setTimeout, clearTimeout: environment.clearTimeout }
      if (name === 'node:timers/promises') return { setTimeout: sleep }
      if (allowed.has(name)) return requireNode(name)
      throw new Error(`A function asks for ${asked}: the simulation does not know it`)
    }
  }
}

const cryptoModule = Object.create(crypto, Object.getOwnPropertyDescriptors(simulatedCrypto))

const compile = (text: string, name: string): Factory =>
  new Script(`(function(exports,require,module,__environment){${text}\n})`, {
    filename: `simulation/${name}`,
  }).runInThisContext() as Factory

/** esbuild takes what is asked for by `require` as the default export itself. */
function asCommonJs(module: Record<string, unknown>): object {
  const { default: main, ...named } = module
  return typeof main === 'function' ? Object.assign(main, named) : module
}
