import { quoteCoupon } from '../../../../contracts/internal/index.ts'
import type { InternalDefinition } from '../../../shared/service.ts'

export const quoteCouponFunction: InternalDefinition = {
  contract: quoteCoupon,
  table: 'read',
  uses: ['shop-settings'],
}
