import { endpoint } from '../../shared/http/endpoint.ts'
import { listApiKeyItems } from '../table.ts'
import { toApiKey } from '../views.ts'
import { listApiKeys } from './route.ts'

export const handler = endpoint(listApiKeys, async ({ query }) => {
  const page = await listApiKeyItems({ ...query, bound: [listApiKeys.name] })
  return { items: page.items.map(toApiKey), nextCursor: page.nextCursor }
})
