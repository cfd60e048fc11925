import { categoryTree, listShelf } from '../../../contracts/internal/index.ts'
import { endpoint } from '../../shared/http/endpoint.ts'
import { preferredLanguage } from '../../shared/language.ts'
import { Parts, pageReply } from '../parts.ts'
import { getStorefrontHome } from './route.ts'

const SHELF = 12

export const handler = endpoint(getStorefrontHome, async ({ headers }) => {
  const parts = new Parts()
  const language = preferredLanguage(headers['accept-language'])
  const [tree, newest, topRated] = await Promise.all([
    parts.ask(categoryTree, { language }),
    parts.ask(listShelf, { sort: 'newest', language, limit: SHELF }),
    parts.ask(listShelf, { sort: 'rating', language, limit: SHELF }),
  ])
  return pageReply({
    categories: tree?.categories ?? null,
    newest: newest?.products ?? null,
    topRated: topRated?.products ?? null,
  })
})
