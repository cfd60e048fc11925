import * as z from 'zod/mini'
import { getListings, pageListings } from '../../../../contracts/internal/index.ts'
import { defineWorker } from '../../../shared/service.ts'

/** Reads every product of the catalog again, a page a message, then has the index made anew. */
export const rebuildPages = defineWorker({
  name: 'rebuild-pages',
  body: z.object({ rebuild: z.string(), after: z.optional(z.string()) }),
  table: 'write',
  calls: [pageListings, getListings],
  enqueues: ['rebuild-pages', 'build-index'],
  batchSize: 1,
  timeoutSeconds: 60,
})
