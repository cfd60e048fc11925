import { endpoint, userOf } from '../../shared/http/endpoint.ts'
import { reply } from '../../shared/http/reply.ts'
import { exportFrom } from './collect.ts'
import { exportData } from './route.ts'

export const handler = endpoint(exportData, async ({ caller, query }, deps) =>
  reply({
    body: await exportFrom(userOf(caller).userId, query.cursor, deps.now),
    headers: { 'content-disposition': 'attachment; filename="tradewind-data.json"' },
  }),
)
