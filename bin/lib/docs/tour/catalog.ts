import type { NewProduct } from '../../../../client/index.ts'
import { until } from '../../api.ts'
import { idempotent, type Visit } from './tour.ts'

const usd = (amount: number) => ({ amount, currency: 'USD' })

export const tent: NewProduct = {
  sku: 'TENT-2',
  name: 'Fellside 2 Ridge Tent',
  slug: 'fellside-2-ridge-tent',
  description: 'A two-person, three-season tent that stands on its own before a single peg is in.',
  price: usd(28900),
  category: 'tents',
  brand: 'Larkmoor',
  images: ['/demo/pictures/tent/forest/fellside-2-ridge-tent.svg'],
  attributes: { capacity: '2 people', weight: '2350 g' },
  tags: ['three-season'],
  translations: { zh: { name: 'Fellside 双人山脊帐篷' } },
}

const jacket: NewProduct = {
  sku: 'JACKET',
  name: 'Gale Rain Jacket',
  price: usd(15900),
  category: 'rain-jackets',
  variants: [
    { sku: 'JACKET-S', options: { size: 'S' } },
    { sku: 'JACKET-M', options: { size: 'M' }, price: usd(16400) },
  ],
}

const lamp: NewProduct = { sku: 'LAMP', name: 'Ember Camp Lamp', price: usd(4900), category: 'lamps' }

export async function catalogStops({ api, customer, staff, tape }: Visit): Promise<void> {
  const add = (body: NewProduct) => staff.post('/api/products', { params: idempotent(), body })
  const { product } = await tape.show('A product', () => add(tent))
  const path = { id: product.id }
  await tape.show('A product with sizes, each bought by its own sku', () => add(jacket))
  await tape.show('The sku is taken', () => staff.send({ method: 'POST', path: '/api/products', body: tent }))
  await add(lamp)
  await add({ ...lamp, sku: 'LAMP-2', name: 'Ember Camp Lamp 2', status: 'draft' })
  for (const [productId, onHand] of [
    ['TENT-2', 40],
    ['JACKET-S', 3],
    ['JACKET-M', 25],
    ['LAMP', 80],
  ] as const) {
    await staff.put('/api/inventory/{productId}', {
      params: { path: { productId } },
      body: { onHand, lowStockThreshold: 5, reason: 'first delivery' },
    })
  }
  await tape.show('Change the price', () =>
    staff.put('/api/products/{id}', {
      params: { path, header: { 'If-Match': '"1"' } },
      body: { price: usd(26900) },
    }),
  )
  await tape.show('Products, newest first', () => api.get('/api/products', { params: { query: { limit: 2 } } }))
  await tape.show('What can be bought for less than 200 dollars, cheapest first', () =>
    api.get('/api/products', { params: { query: { maxPrice: 20000, inStock: 'true', sort: 'price' } } }),
  )
  await tape.show('The category tree', () => api.get('/api/products/categories'))
  await tape.show('Products that are not shown yet', () => staff.get('/api/products/drafts'))
  const review = { rating: 5, title: 'Dry in a storm', text: 'Up in six minutes, and not a drop inside.' }
  const { review: written } = await tape.show('A review', () =>
    customer.post('/api/products/{id}/reviews', { params: { path, ...idempotent() }, body: review }),
  )
  const own = { params: { path: { ...path, reviewId: written.id } } }
  await tape.show('One star less', () =>
    customer.put('/api/products/{id}/reviews/{reviewId}', { ...own, body: { rating: 4 } }),
  )
  await tape.show('The reviews of a product', () => api.get('/api/products/{id}/reviews', { params: { path } }))
  await tape.show('Take a review back', () => customer.delete('/api/products/{id}/reviews/{reviewId}', own))
  await tape.show('By its slug', () =>
    api.get('/api/products/{id}', { params: { path: { id: 'fellside-2-ridge-tent' } } }),
  )
  await tape.show('In Chinese, where it is translated', () =>
    api.with({ 'accept-language': 'zh-CN' }).get('/api/products/{id}', { params: { path } }),
  )
  await tape.show('There is no such product', () => api.send({ method: 'GET', path: '/api/products/flying-carpet' }))
  const csv = 'sku,name,price,category\nPEG-10,Ten Tent Pegs,9.90,tents\nPEG-20,Twenty Tent Pegs,cheap,tents\n'
  await tape.show('A file in which one line is wrong', () =>
    staff.send({ method: 'POST', path: '/api/products/import', text: csv, headers: { 'content-type': 'text/csv' } }),
  )
  await searchStops({ api, staff, tape })
  await tape.show('Two for each customer and no more', () =>
    staff.put('/api/products/{id}', { params: { path: { id: 'LAMP' } }, body: { maxPerCustomer: 2 } }),
  )
  await tape.show('Take a product out of the shop', () =>
    staff.delete('/api/products/{id}', { params: { path: { id: 'LAMP' } } }),
  )
}

async function searchStops({ api, staff, tape }: Pick<Visit, 'api' | 'staff' | 'tape'>): Promise<void> {
  await tape.show('Make the search index anew', () =>
    staff.post('/api/products/search/rebuild', { params: idempotent(), body: {} }),
  )
  await until(
    'the rebuild',
    () => staff.get('/api/products/search/rebuild'),
    ({ rebuild }) => rebuild.status === 'done',
  )
  await tape.show('It is done', () => staff.get('/api/products/search/rebuild'))
  const search = (q: string) => api.get('/api/products/search', { params: { query: { q, limit: 2 } } })
  await until(
    'the products to be found',
    () => search('ridge tent'),
    ({ total }) => total > 0,
  )
  await tape.show('Products by a word and the beginning of another', () => search('ridge te'))
  await tape.show('In spite of a typing error', () => search('jakcet'))
  const page = { params: { path: { id: 'fellside-2-ridge-tent' } } }
  await tape.show('The page of a product in one answer', () => api.get('/api/storefront/products/{id}', page))
  await tape.show('The first page of the shop in one answer', () => api.get('/api/storefront/home'))
}
