import { defineSchedule } from '../../../shared/service.ts'

/** Hands messages whose quiet hours are over to the worker that sends them. */
export const queueDeferred = defineSchedule({
  name: 'queue-deferred',
  everyMinutes: 1,
  table: 'write',
  enqueues: ['send-deferred'],
  timeoutSeconds: 50,
})
