import { exportCatalog } from '../../../../contracts/internal/index.ts'
import { exportParts, shown } from '../../../shared/export.ts'
import { internal } from '../../../shared/internal.ts'
import { reviewsBy } from '../../table.ts'
import { toReview } from '../../views.ts'

const MAX_BYTES = 500_000

export const handler = internal(exportCatalog, ({ userId, cursor }) =>
  exportParts({ reviews: shown((start) => reviewsBy(userId, start), toReview) }, cursor, MAX_BYTES),
)
