/**
 * The users table.
 *
 * | pk                  | sk              | what                                                     |
 * |---------------------|-----------------|----------------------------------------------------------|
 * | USER#<id>           | PROFILE         | the account; once it has ended, only that there was one  |
 * | USER#<id>           | ADDRESS_BOOK    | which addresses there are, and the default one           |
 * | USER#<id>           | ADDRESS#<id>    | an address                                               |
 * | EMAIL#<address>     | ACCOUNT         | whose address it is: makes addresses unique              |
 * | SESSION#<id>        | SESSION         | a refresh token family (TTL); gsi1 SESSIONS#<user> / <id>|
 * | USER#<id>           | RESET_CODE      | hash of the code that sets a new password, and tries (TTL)|
 * | RESET_CODE#<hash>   | OWNER           | whose code it is (TTL)                                   |
 * | RESET_REQUEST#<id>  | REQUEST         | an address that a code was asked for (TTL); gsi1 RESET#  |
 * | RESET#<hash>        | REQUESTS        | how many codes an address had in this hour (TTL)         |
 * | ENDED_SESSIONS      | <time>#<user>   | whose access tokens the authorizer refuses (TTL)         |
 * | LOGIN#<hash>        | FAILURES        | failed logins of an address, with an account or not (TTL)|
 * | APIKEY#<id>         | KEY             | a service key; gsi1 APIKEYS / <id> lists them            |
 * | APIKEY#<id>         | MINUTE#<n>      | how many requests it made in a minute (TTL)              |
 */
export * from './table/accounts.ts'
export * from './table/addresses.ts'
export * from './table/api-keys.ts'
export * from './table/ended-sessions.ts'
export * from './table/erasure.ts'
export * from './table/login-failures.ts'
export * from './table/passwords.ts'
export * from './table/reset-codes.ts'
export * from './table/sessions.ts'
