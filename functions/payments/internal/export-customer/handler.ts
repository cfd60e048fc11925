import { exportPayments } from '../../../../contracts/internal/index.ts'
import { exportParts, shown } from '../../../shared/export.ts'
import { internal } from '../../../shared/internal.ts'
import { paymentsWithRefundsOf } from '../../table.ts'
import { paymentView, refundView } from '../../views.ts'

const MAX_BYTES = 800_000

export const handler = internal(exportPayments, ({ userId, cursor }) =>
  exportParts(
    {
      payments: shown(
        (start) => paymentsWithRefundsOf(userId, start),
        ({ payment, refunds }) => ({ ...paymentView(payment), refunds: refunds.map(refundView) }),
      ),
    },
    cursor,
    MAX_BYTES,
  ),
)
