/** A worker thread: runs the seeds that it is given. */
import { parentPort, workerData } from 'node:worker_threads'
import type { Bundles } from './bundle/build.ts'
import { Simulation } from './thread.ts'

const simulation = await Simulation.load(workerData as Bundles)

parentPort!.on('message', async (seeds: readonly number[]) => {
  for (const seed of seeds) parentPort!.postMessage(await simulation.run(seed))
  parentPort!.postMessage('done')
})
parentPort!.postMessage('done')
