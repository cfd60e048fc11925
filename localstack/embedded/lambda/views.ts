/** What the console shows of functions and their invocations. */
import type { View } from '../types.ts'
import type { EnvironmentPool } from './environment-pool.ts'
import { type FunctionConfig, functionName } from './function-config.ts'
import type { InvocationMemory } from './invocation-memory.ts'
import { measureMemory } from './measure-memory.mjs'

const latest = 100

export const functionsView =
  (
    configs: ReadonlyMap<string, FunctionConfig>,
    memory: InvocationMemory,
    environments: (arn: string) => number,
  ): View =>
  () => ({
    items: [...configs.values()].map(({ name, arn, stack, memoryMb, timeoutSeconds }) => ({
      name,
      arn,
      stack,
      memoryMb,
      timeoutSeconds,
      environments: environments(arn),
      ...memory.counters(name),
    })),
  })

/** Bytes of JavaScript heaps: of the local cloud's own thread and of each environment. `?collect` frees garbage first. */
export const memoryView =
  (pool: () => EnvironmentPool): View =>
  async ({ query }) => {
    const collect = query.has('collect')
    const environments = await pool().measure(collect)
    return { cloud: measureMemory(collect), environments }
  }

/** Of one function by `?function=`, else the latest of all; newest first. */
export const invocationsView =
  (configs: ReadonlyMap<string, FunctionConfig>, memory: InvocationMemory): View =>
  ({ query }) => {
    const name = functionName(query.get('function') ?? '')
    if (name) return configs.has(name) ? { items: memory.recent(name) } : undefined
    const all = [...configs.keys()].flatMap((key) =>
      memory.recent(key).map((invocation) => ({ function: key, ...invocation })),
    )
    return { items: all.sort((a, b) => b.at.localeCompare(a.at)).slice(0, latest) }
  }
