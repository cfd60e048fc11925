import type { FunctionDefinition } from '../../shared/service.ts'

/** Behind the HTTP API's `$default` route: whatever no other route matches. */
export const fallback: FunctionDefinition = { name: 'fallback', table: 'none' }
