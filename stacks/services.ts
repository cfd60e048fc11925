import { carts } from '../functions/carts/service.ts'
import { catalog } from '../functions/catalog/service.ts'
import { gateway } from '../functions/gateway/service.ts'
import { inventory } from '../functions/inventory/service.ts'
import { notifications } from '../functions/notifications/service.ts'
import { orders } from '../functions/orders/service.ts'
import { payments } from '../functions/payments/service.ts'
import { search } from '../functions/search/service.ts'
import type { Service } from '../functions/shared/service.ts'
import { shipping } from '../functions/shipping/service.ts'
import { simulators } from '../functions/simulators/service.ts'
import { storefront } from '../functions/storefront/service.ts'
import { users } from '../functions/users/service.ts'

/** Every service of the shop. The one with the authorizer comes first: the others' routes name it. */
export const shopServices: readonly Service[] = [
  users,
  catalog,
  carts,
  orders,
  inventory,
  payments,
  shipping,
  notifications,
  search,
  storefront,
  gateway,
]

/** The outside world that local and dev stages bring along. */
export const simulatorServices: readonly Service[] = [simulators]

export const allServices: readonly Service[] = [...shopServices, ...simulatorServices]
