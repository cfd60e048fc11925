/**
 * PAYMENT#<id>       PAYMENT      gsi1 UNSETTLED#<shard> by nextCheckAt while the provider owes an answer; gsi2 CUSTOMER#<id> / <id>
 * PAYMENT#<id>       REFUND#<id>  gsi1 PENDING_REFUNDS#<shard> by nextCheckAt while unconfirmed
 * CHECKOUT#<orderId> CHECKOUT     the order's payment, task token, outcome and whether it is closed
 * CALLBACK#<id>      CALLBACK     provider events that were applied
 */
export * from './table/checkouts.ts'
export * from './table/customers.ts'
export * from './table/payments.ts'
export * from './table/refunds.ts'
