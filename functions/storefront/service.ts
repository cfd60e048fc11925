import type { Service } from '../shared/service.ts'
import { getStorefrontHome } from './get-home/route.ts'
import { getStorefrontProduct } from './get-product-page/route.ts'

export const storefront: Service = {
  name: 'storefront',
  description:
    'Whole pages of a shop in one answer, each part from the service that knows it; what does not come in time is left out',
  routes: [getStorefrontHome, getStorefrontProduct],
}
