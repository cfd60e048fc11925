import { notFound } from '../../shared/errors.ts'
import { endpoint } from '../../shared/http/endpoint.ts'
import { reply } from '../../shared/http/reply.ts'
import { preferredLanguage } from '../../shared/language.ts'
import { findProductBy, getSkus } from '../table.ts'
import { toProduct } from '../views.ts'
import { getProduct } from './route.ts'

export const handler = endpoint(getProduct, async ({ params, headers }) => {
  const product = await findProductBy(params.id)
  if (product.status !== 'active') throw notFound('product')
  const stock = await getSkus(product.variants.map(({ sku }) => sku))
  const language = preferredLanguage(headers['accept-language'])
  return reply({ body: { product: toProduct(product, stock, language) }, headers: { vary: 'accept-language' } })
})
