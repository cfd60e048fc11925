import * as z from 'zod/mini'
import { defineWorker } from '../../../shared/service.ts'

/** Brings what changed into the index. */
export const buildIndex = defineWorker({
  name: 'build-index',
  /** `rebuild`: make it anew of everything in the table, and say so in that rebuild. */
  body: z.object({ rebuild: z.optional(z.string()) }),
  table: 'write',
  objects: 'write',
  uses: ['search-engine'],
  enqueues: ['build-index'],
  // One index at a time in memory, and each build as early as possible.
  batchSize: 1,
  memoryMb: 1769,
  timeoutSeconds: 60,
})
