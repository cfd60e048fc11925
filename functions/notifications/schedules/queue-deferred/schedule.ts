import { defineSchedule } from '../../../shared/service.ts'

/** Hands messages whose time has come, after quiet hours or an outage, to the worker that sends them. */
export const queueDeferred = defineSchedule({
  name: 'queue-deferred',
  everyMinutes: 1,
  table: 'write',
  enqueues: ['send-deferred'],
  timeoutSeconds: 50,
})
