import { getAddress } from '../../../../contracts/internal/get-address.ts'
import { internal } from '../../../shared/internal.ts'
import { getAddressItem } from '../../table.ts'

export const handler = internal(getAddress, async ({ userId, addressId }) => ({
  address: (await getAddressItem(userId, addressId))?.address ?? null,
}))
