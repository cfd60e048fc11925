/** esbuild puts these in the place of the names everywhere in the bundles: time, chance and the network are the simulation's. */
import type { Environment } from './environment.ts'

/** A parameter of the function that each bundle is wrapped in. */
declare const __environment: Environment

const SimulatedDate = __environment.Date
const simulatedMath = __environment.Math
const simulatedSignal = __environment.AbortSignal
const simulatedFetch = __environment.fetch
const simulatedProcess = { env: __environment.variables, version: 'v24.0.0', versions: {}, nextTick: queueMicrotask }
const simulatedPerformance = __environment.performance
const later = __environment.setTimeout
const cancel = __environment.clearTimeout

/** Metrics are lines on the console. */
const silent = { log() {}, info() {}, warn() {}, error() {}, debug() {} }

function refused(): never {
  throw new Error('The simulation has no such timer: use setTimeout')
}

export {
  cancel as clearTimeout,
  later as setTimeout,
  refused as setImmediate,
  refused as setInterval,
  SimulatedDate as Date,
  silent as console,
  simulatedFetch as fetch,
  simulatedMath as Math,
  simulatedPerformance as performance,
  simulatedProcess as process,
  simulatedSignal as AbortSignal,
}
