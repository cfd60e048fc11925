import { endpoint } from '../../shared/http/endpoint.ts'
import { DRAFTS } from '../domain/lists.ts'
import { readPage } from '../read-page.ts'
import { toListedProduct } from '../views.ts'
import { listDrafts } from './route.ts'

export const handler = endpoint(listDrafts, async ({ query: { limit, cursor } }) => {
  const { items, nextCursor } = await readPage(DRAFTS, 'newest', {}, { limit, cursor })
  return { items: items.map((product) => toListedProduct(product)), nextCursor }
})
