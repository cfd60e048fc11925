import type { Service } from '../shared/service.ts'
import { createProduct } from './create-product/route.ts'
import { createReview } from './create-review/route.ts'
import { getProduct } from './get-product/route.ts'
import { importProducts } from './import-products/route.ts'
import { categoryTreeInternal } from './internal/category-tree/internal.ts'
import { exportCustomer } from './internal/export-customer/internal.ts'
import { findProductInternal } from './internal/find-product/internal.ts'
import { getListingsInternal } from './internal/get-listings/internal.ts'
import { getProductPageInternal } from './internal/get-product-page/internal.ts'
import { listShelfInternal } from './internal/list-shelf/internal.ts'
import { pageListingsInternal } from './internal/page-listings/internal.ts'
import { putCategoryTreeInternal } from './internal/put-category-tree/internal.ts'
import { quoteItemsInternal } from './internal/quote-items/internal.ts'
import { relatedProductsInternal } from './internal/related-products/internal.ts'
import { listCategories } from './list-categories/route.ts'
import { listDrafts } from './list-drafts/route.ts'
import { listProducts } from './list-products/route.ts'
import { listReviews } from './list-reviews/route.ts'
import { productReviewed } from './on/product-reviewed/subscriber.ts'
import { stockLevelChanged } from './on/stock-level-changed/subscriber.ts'
import { removeProduct } from './remove-product/route.ts'
import { removeReview } from './remove-review/route.ts'
import { eraseCustomer } from './steps/erase-customer/step.ts'
import { updateProduct } from './update-product/route.ts'
import { updateReview } from './update-review/route.ts'

export const catalog: Service = {
  name: 'catalog',
  description: 'What the shop sells: products, categories, reviews',
  table: { indexes: ['gsi1', 'gsi2', 'gsi3'] },
  routes: [
    listProducts,
    listCategories,
    listDrafts,
    getProduct,
    createProduct,
    updateProduct,
    removeProduct,
    importProducts,
    listReviews,
    createReview,
    updateReview,
    removeReview,
  ],
  subscribers: [stockLevelChanged, productReviewed],
  internal: [
    quoteItemsInternal,
    findProductInternal,
    putCategoryTreeInternal,
    getListingsInternal,
    pageListingsInternal,
    exportCustomer,
    categoryTreeInternal,
    getProductPageInternal,
    listShelfInternal,
    relatedProductsInternal,
  ],
  steps: [eraseCustomer],
}
