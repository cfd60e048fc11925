/** A day in the shop: each stop makes calls that the pages show. */
import { defaultPassword } from '../../../demo-data/accounts.ts'
import type { Api } from '../../api.ts'
import type { Tape } from '../tape.ts'
import { cartStops } from './carts.ts'
import { catalogStops } from './catalog.ts'
import { inventoryStops } from './inventory.ts'
import { notificationStops } from './notifications.ts'
import { orderStops } from './orders.ts'
import { userStops } from './users.ts'

export interface Tour {
  readonly api: Api
  readonly tape: Tape
  readonly shop: { readonly url: string; readonly endpoint: string }
}

/** Who walks through the stops after the first. */
export interface Visit extends Tour {
  readonly customer: Api
  readonly staff: Api
  readonly admin: Api
}

export async function tour(start: Tour): Promise<void> {
  const { api, tape } = start
  const login = async (email: string) =>
    api.as((await api.post('/api/users/login', { body: { email, password: defaultPassword } })).accessToken)
  const [staff, admin] = [await login('staff@tradewind.example'), await login('admin@tradewind.example')]
  await tape.show('The entrance is open', () => api.get('/health'))
  await tape.show('The keys that access tokens are signed with', () => api.get('/.well-known/jwks.json'))
  const customer = await userStops({ ...start, admin })
  const visit = { ...start, customer, staff, admin }
  await catalogStops(visit)
  await inventoryStops(visit)
  await cartStops(visit)
  await orderStops(visit)
  await notificationStops(visit)
  await tape.show('Everything that the shop keeps about me', () => customer.get('/api/users/export'))
  await tape.show('End the account', () => customer.delete('/api/users/profile'))
}

/** A new key for a request that may be repeated. */
export const idempotent = () => ({ header: { 'Idempotency-Key': crypto.randomUUID() } })
