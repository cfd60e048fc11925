/**
 * The memory of the thread that asks. Plain JavaScript: the workers of execution environments load it too.
 *
 * @import { Memory } from './environment-messages.ts'
 */
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'

/** @type {(() => void) | undefined} */
let collectGarbage

/**
 * @param {boolean} collect garbage before, so that only what is in use counts
 * @returns {Memory}
 */
export function measureMemory(collect) {
  if (collect) {
    setFlagsFromString('--expose-gc')
    collectGarbage ??= runInNewContext('gc')
    collectGarbage?.()
  }
  const { heapUsed, external, arrayBuffers } = process.memoryUsage()
  return { heapUsed, external, arrayBuffers }
}
