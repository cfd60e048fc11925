import { endpoint } from '../../shared/http/endpoint.ts'
import { reply } from '../../shared/http/reply.ts'
import { preferredLanguage } from '../../shared/language.ts'
import { treeOf } from '../domain/category-tree.ts'
import { getCategories } from '../table.ts'
import { listCategories } from './route.ts'

export const handler = endpoint(listCategories, async ({ headers }) => {
  const categories = treeOf(await getCategories(), preferredLanguage(headers['accept-language']))
  return reply({ body: { categories }, headers: { vary: 'accept-language' } })
})
