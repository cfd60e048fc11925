import * as z from 'zod/mini'
import { defineEvent } from '../event.ts'

/** An order was placed that costs nothing: its checkout goes on without a payment. */
export const PaymentWaived = defineEvent('PaymentWaived', 1, z.object({ orderId: z.string() }))
