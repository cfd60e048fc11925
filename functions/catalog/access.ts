import type { Access } from '../shared/http/route.ts'

/** Who may change products: staff, and importers with a key. */
export const catalogWriters: Access = { roles: ['staff', 'admin'], scopes: ['catalog:write'] }
