/**
 * The notifications table.
 *
 * | pk                | sk           | what                                                                        |
 * |-------------------|--------------|-----------------------------------------------------------------------------|
 * | DELIVERY#<id>     | DELIVERY     | an e-mail or SMS and whether it was sent (TTL); gsi1 DEFERRED by when it is due, gsi2 DELIVERIES#<user id> |
 * | USER#<user id>    | INBOX#<id>   | a message in somebody's inbox (TTL); gsi1 UNREAD#<user id> has unread ones |
 * | USER#<user id>    | PREFERENCES  | which channels somebody wants                                               |
 */
export * from './table/deliveries.ts'
export * from './table/inbox.ts'
export * from './table/preferences.ts'
