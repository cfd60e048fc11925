import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals'
import type { AuthorizerContext } from '../../../functions/shared/http/caller.ts'
import { newId } from '../../../functions/shared/ids.ts'
import { handler as add } from '../../../functions/users/add-address/handler.ts'
import { handler as remove } from '../../../functions/users/delete-address/handler.ts'
import { handler as createAccount } from '../../../functions/users/internal/create-account/handler.ts'
import { handler as getAddress } from '../../../functions/users/internal/get-address/handler.ts'
import { handler as getContact } from '../../../functions/users/internal/get-contact/handler.ts'
import { handler as list } from '../../../functions/users/list-addresses/handler.ts'
import { handler as update } from '../../../functions/users/update-address/handler.ts'
import { startTable } from '../../support/dynamodb.ts'
import { aCustomer, send } from '../../support/http-event.ts'
import { anAddress } from './builders.ts'

let table: Awaited<ReturnType<typeof startTable>>
let as: AuthorizerContext
beforeAll(async () => {
  table = await startTable()
})
afterAll(() => table.stop())
beforeEach(() => {
  as = aCustomer(newId())
})

const adding = async (more: object = {}) => (await send(add, { as, body: anAddress(more) })).body.address
const listed = async () => (await send(list, { as })).body.items as { id: string; isDefault: boolean }[]
const defaults = async () => (await listed()).filter(({ isDefault }) => isDefault).map(({ id }) => id)

describe('addresses', () => {
  it('have exactly one default: the first, until another is chosen', async () => {
    const first = await adding()
    const second = await adding()
    expect([first.isDefault, second.isDefault]).toEqual([true, false])
    const third = await adding({ isDefault: true })
    expect(await defaults()).toEqual([third.id])
    await send(update, { as, params: { id: second.id }, body: anAddress({ isDefault: true }) })
    expect(await defaults()).toEqual([second.id])
  })

  it('keep one default when the default is deleted', async () => {
    const first = await adding()
    const second = await adding()
    expect((await send(remove, { as, params: { id: first.id } })).status).toBe(204)
    expect(await defaults()).toEqual([second.id])
    await send(remove, { as, params: { id: second.id } })
    expect(await listed()).toEqual([])
    expect((await adding()).isDefault).toBe(true)
  })

  it('keep one default when many are added at once', async () => {
    await Promise.all(Array.from({ length: 5 }, () => adding({ isDefault: true })))
    expect(await listed()).toHaveLength(5)
    expect(await defaults()).toHaveLength(1)
  })

  it('come in pages whose cursor is worth nothing to others', async () => {
    const ids = [await adding(), await adding(), await adding()].map(({ id }) => id)
    const first = await send(list, { as, query: { limit: '2' } })
    const second = await send(list, { as, query: { limit: '2', cursor: first.body.nextCursor } })
    expect([...first.body.items, ...second.body.items].map(({ id }) => id)).toEqual(ids)
    expect(second.body.nextCursor).toBeNull()
    const thief = await send(list, { as: aCustomer(newId()), query: { cursor: first.body.nextCursor } })
    expect([thief.status, thief.body.code]).toEqual([400, 'INVALID_CURSOR'])
  })

  it('of somebody else do not exist', async () => {
    const { id } = await adding()
    const other = aCustomer(newId())
    expect((await send(update, { as: other, params: { id }, body: anAddress() })).status).toBe(404)
    expect((await send(remove, { as: other, params: { id } })).status).toBe(404)
    expect(await getAddress({ userId: other.id, addressId: id })).toEqual({ address: null })
  })

  it('are changed and deleted only at the version that was read', async () => {
    const { id } = await adding()
    const changed = await send(update, {
      as,
      params: { id },
      body: anAddress({ city: 'Bath' }),
      headers: { 'if-match': '"1"' },
    })
    expect(changed.body.address).toMatchObject({ city: 'Bath', version: 2, isDefault: true })
    expect((await send(update, { as, params: { id }, body: anAddress(), headers: { 'if-match': '"1"' } })).status).toBe(
      412,
    )
    expect((await send(remove, { as, params: { id }, headers: { 'if-match': '"1"' } })).status).toBe(412)
    expect((await send(remove, { as, params: { id }, headers: { 'if-match': '"2"' } })).status).toBe(204)
  })

  it('are added once for one Idempotency-Key', async () => {
    const request = { as, body: anAddress(), headers: { 'idempotency-key': newId() } }
    const [one, two] = [await send(add, request), await send(add, request)]
    expect(two.body).toEqual(one.body)
    expect(await listed()).toHaveLength(1)
  })

  it('are given to other services as they are', async () => {
    const { id } = await adding()
    expect(await getAddress({ userId: as.id, addressId: id })).toEqual({ address: anAddress() })
  })

  it('are at most fifty', async () => {
    for (let n = 0; n < 50; n++) await adding()
    const { status, body } = await send(add, { as, body: anAddress() })
    expect([status, body.code]).toEqual([409, 'LIMIT_REACHED'])
  })
})

describe('a seeded account', () => {
  it('is the same when seeded again, with the role and the data of a person', async () => {
    const account = {
      email: 'Staff@Tradewind.example',
      password: 'Tradewind-Local-1',
      name: 'Sam',
      address: anAddress(),
    }
    const { userId } = await createAccount({ ...account, role: 'customer', phone: '+15550100000' })
    expect(await createAccount({ ...account, role: 'staff' })).toEqual({ userId })
    as = aCustomer(userId)
    expect(await listed()).toHaveLength(1)
    expect(await getContact({ userId })).toEqual({
      contact: {
        email: 'staff@tradewind.example',
        name: 'Sam',
        phone: '+15550100000',
        locale: 'en',
        marketingConsent: false,
      },
    })
  })

  it('that does not exist has no contact', async () => {
    expect(await getContact({ userId: 'nobody' })).toEqual({ contact: null })
  })
})
