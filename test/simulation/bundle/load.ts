/** Makes execution environments from bundles: compiled once a thread, run afresh for each environment. */
import crypto from 'node:crypto'
import { createRequire } from 'node:module'
import { Script } from 'node:vm'
import { simulatedCrypto } from '../world/current.ts'
import type { Bundles } from './build.ts'
import type { Environment } from './environment.ts'

export type Handler = (event: unknown, context: unknown) => Promise<unknown>
type Factory = (exports: object, require: (name: string) => unknown, environment: Environment) => void

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
    const exports: { modules?: Readonly<Record<string, object>> } = {}
    compile(bundles.shared, 'shared')(exports, this.#node(common), common)
    this.#shared = exports.modules!
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
    const node = this.#node(environment)
    const exports: { handler?: Handler } = {}
    factory(exports, (name) => this.#shared[name] ?? node(name), environment)
    return exports.handler!
  }

  #node(environment: Environment) {
    const sleep = (ms: number, value: unknown) => new Promise((resolve) => environment.setTimeout(resolve, ms, value))
    return (asked: string): unknown => {
      const name = asked.startsWith('node:') ? asked : `node:${asked}`
      if (name === 'node:crypto') return cryptoModule
      if (name === 'node:timers') return { setTimeout: environment.setTimeout, clearTimeout: environment.clearTimeout }
      if (name === 'node:timers/promises') return { setTimeout: sleep }
      if (allowed.has(name)) return builtIn(name)
      throw new Error(`A function asks for ${asked}: the simulation does not know it`)
    }
  }
}

const cryptoModule = Object.create(crypto, Object.getOwnPropertyDescriptors(simulatedCrypto))

const builtIns = new Map<string, object>()

/** A module of Node, which is its own default export. */
function builtIn(name: string): object {
  const known = builtIns.get(name)
  if (known) return known
  const module = requireNode(name) as object
  const made = Object.create(module, { default: { value: module } }) as object
  builtIns.set(name, made)
  return made
}

const compile = (text: string, name: string): Factory =>
  new Script(`(function(exports,require,__environment){${text}\n})`, {
    filename: `simulation/${name}`,
  }).runInThisContext() as Factory
