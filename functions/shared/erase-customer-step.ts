import * as z from 'zod/mini'
import type { EventDefinition } from '../../contracts/event.ts'
import { defineStep } from './service.ts'

/**
 * What the erasure of a customer asks of every service that knows customers.
 * Idempotent by user id: it may run again, also after it was done.
 */
export const eraseCustomerStep = (emits: readonly EventDefinition[] = []) =>
  defineStep({
    name: 'erase-customer',
    table: 'write',
    timeoutSeconds: 60,
    input: z.object({ userId: z.string(), erasureId: z.string(), correlationId: z.string() }),
    emits,
  })
