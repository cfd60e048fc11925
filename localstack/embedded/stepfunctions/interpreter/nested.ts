/** Parallel and Map: frames that run side by side; the first failure stops the others. */
import { applyTemplate, evaluate, type Scope } from '../data/template.ts'
import type { Machine, MapState, ParallelState } from '../definition/asl.ts'
import { Interrupted, runtimeError } from './errors.ts'
import { type Frame, runFrame } from './run.ts'
import type { Entry } from './trace.ts'

interface Nested {
  readonly entry: Entry
  readonly attempt: number
  readonly scope: Scope
}

/** The most iterations of an inline Map that Step Functions runs at a time. */
const DEFAULT_CONCURRENCY = 40

export function runParallel(frame: Frame, nested: Nested, state: ParallelState, input: unknown): Promise<unknown[]> {
  const branches = state.Branches.map((machine) => ({ machine, input }))
  return sideBySide(frame, nested, branches, branches.length)
}

export function runMap(frame: Frame, nested: Nested, state: MapState, input: unknown): Promise<unknown[]> {
  const { scope } = nested
  const items = state.ItemsPath === undefined ? input : evaluate(state.ItemsPath, 'ItemsPath', input, scope)
  if (!Array.isArray(items)) throw runtimeError(`The items of the Map state '${nested.entry.state}' are not an array.`)
  const machine = (state.ItemProcessor ?? state.Iterator)!
  const selector = state.ItemSelector ?? state.Parameters
  const iterations = items.map((item, index) => {
    const map = { Item: { Index: index, Value: item } }
    const itemScope = { ...scope, context: { ...(scope.context as object), Map: map } }
    return { machine, map, input: selector === undefined ? item : applyTemplate(selector, input, itemScope) }
  })
  return sideBySide(frame, nested, iterations, concurrencyOf(state, input, scope))
}

function concurrencyOf(state: MapState, input: unknown, scope: Scope): number {
  const path = state.MaxConcurrencyPath
  const value = path === undefined ? (state.MaxConcurrency ?? 0) : evaluate(path, 'MaxConcurrencyPath', input, scope)
  if (!Number.isInteger(value) || (value as number) < 0)
    throw runtimeError('The MaxConcurrencyPath parameter does not reference a non-negative integer.')
  return (value as number) || DEFAULT_CONCURRENCY
}

interface Part {
  readonly machine: Machine
  readonly input: unknown
  readonly map?: unknown
}

async function sideBySide(frame: Frame, { entry, attempt }: Nested, parts: readonly Part[], concurrency: number) {
  const controller = new AbortController()
  const signal = AbortSignal.any([frame.signal, controller.signal])
  const results = new Array<unknown>(parts.length)
  let next = 0
  let latest = frame.clock
  let failure: { readonly error: unknown; readonly clock: number } | undefined
  let interruption: Interrupted | undefined

  const worker = async () => {
    let clock = frame.clock
    while (next < parts.length && !failure) {
      const index = next++
      const part = parts[index]!
      const prefix = `${entry.key}.${attempt}/${index}.`
      const child: Frame = { run: frame.run, prefix, clock, signal, index, map: part.map ?? frame.map }
      try {
        results[index] = await runFrame(child, part.machine, part.input)
        clock = child.clock
        latest = Math.max(latest, clock)
      } catch (error) {
        if (error instanceof Interrupted) interruption = error
        else if (!failure) {
          failure = { error, clock: child.clock }
          controller.abort()
        }
        return
      }
    }
  }
  await Promise.all(Array.from({ length: Math.min(concurrency, parts.length) }, worker))
  if (failure) {
    frame.clock = failure.clock
    throw failure.error
  }
  if (interruption) throw interruption
  frame.clock = latest
  return results
}
