import { defineSchedule } from '../../../shared/service.ts'

/** Builds what waits for a build that failed for good: else it would wait for the next change of some product. */
export const restartLostBuilds = defineSchedule({
  name: 'restart-lost-builds',
  everyMinutes: 2,
  table: 'write',
  enqueues: ['build-index'],
})
