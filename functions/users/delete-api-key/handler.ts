import { endpoint } from '../../shared/http/endpoint.ts'
import { deleteApiKeyItem } from '../table.ts'
import { deleteApiKey } from './route.ts'

export const handler = endpoint(deleteApiKey, async ({ params }) => {
  await deleteApiKeyItem(params.id)
  return undefined
})
