import { beforeAll, describe, expect, it } from '@jest/globals'
import type { ApiAnswer } from '../../bin/lib/api.ts'
import { inParallel } from '../../bin/lib/in-parallel.ts'
import { operationsOf, type PlacedOperation } from '../../bin/lib/openapi/read.ts'
import type { Access } from '../../functions/shared/http/route.ts'
import { type Caller, type Cast, theCast } from '../support/cast.ts'
import { committedDocument } from '../support/conformance.ts'
import { type Call, callsOf, pathOf } from '../support/operation-calls.ts'
import { anApi, sharedShop } from '../support/shared-shop.ts'
import { theWorld } from '../support/world.ts'

/** What the document's `x-access` and `x-ownership` promise to somebody. */
type Verdict = 'unauthenticated' | 'forbidden' | 'hidden' | 'allowed'

const operations = operationsOf(committedDocument())
const nameOf = ({ method, path }: PlacedOperation) => `${method.toUpperCase()} ${path}`
const api = anApi()
let cast: Cast
let calls: Readonly<Record<string, Call>>

beforeAll(async () => {
  cast = await theCast(api, sharedShop().endpoint)
  calls = callsOf(await theWorld(cast))
}, 120_000)

function expected({ operation }: PlacedOperation, caller: Caller, call: Call): Verdict {
  const { 'x-access': declared, 'x-ownership': ownership } = operation
  const access = declared as Access
  if (access === 'public') return 'allowed'
  if (caller.isForged) return 'unauthenticated'
  if (access === 'optional') return 'allowed'
  if (!caller.role && !caller.scope) return 'unauthenticated'
  const isAllowed = caller.role ? access.roles.includes(caller.role) : access.scopes?.includes(caller.scope!)
  if (!isAllowed) return 'forbidden'
  if (ownership !== 'resource' || caller.isOwner) return 'allowed'
  return caller.role === 'customer' || call.isHiddenFromStaff ? 'hidden' : 'allowed'
}

/** `allowed` is whatever comes after the caller was let in; what belongs to the caller must be found too. */
function verdictOf({ operation }: PlacedOperation, { status, body }: ApiAnswer, call: Call): Verdict {
  if (status === 401) return body.code === call.refuses ? 'allowed' : 'unauthenticated'
  if (status === 403) return 'forbidden'
  return status === 404 && operation['x-ownership'] === 'resource' ? 'hidden' : 'allowed'
}

/** What is wrong with the answer to a caller of an operation. */
async function attempt(placed: PlacedOperation, caller: Caller): Promise<string[]> {
  const call = calls[nameOf(placed)] ?? {}
  const answer = await api.send({
    method: placed.method.toUpperCase(),
    path: pathOf(placed.path, call),
    headers: { ...call.headers, ...caller.headers },
    ...(call.body === undefined ? {} : { body: call.body }),
  })
  const [should, is] = [expected(placed, caller, call), verdictOf(placed, answer, call)]
  const title = `${nameOf(placed)} as ${caller.name}`
  return [
    ...(should === is ? [] : [`${title}: ${should}, but ${is} (${answer.status} ${answer.body?.code})`]),
    ...(answer.status === 401 && !answer.headers.get('www-authenticate') ? [`${title}: no WWW-Authenticate`] : []),
  ]
}

describe('Who may do what', () => {
  it('is what the document says, for every operation and everybody: owner, other customers, staff, admin, keys and forgers', async () => {
    const wrong: string[] = []
    let attempts = 0
    // One caller of an operation after the other, so that a function needs one execution environment.
    await inParallel(operations, 8, async (placed) => {
      for (const caller of cast.callers) {
        attempts++
        wrong.push(...(await attempt(placed, caller)))
      }
    })

    expect(attempts).toBeGreaterThan(1000)
    expect(wrong.sort()).toEqual([])
  }, 120_000)
})

describe('A cursor', () => {
  it('that was made up, changed, or taken from another list is refused by every list', async () => {
    const { nextCursor } = await api.get('/api/products', { params: { query: { limit: 1 } } })
    const [payload, signature] = nextCursor!.split('.') as [string, string]
    const { pk: _, ...start } = JSON.parse(Buffer.from(payload, 'base64url').toString())
    const elsewhere = Buffer.from(JSON.stringify({ pk: 'USER#1', ...start })).toString('base64url')
    const forged = [nextCursor!, `${elsewhere}.${signature}`, `${payload}.${'A'.repeat(43)}`, payload, 'e30']
    const lists = operations.filter(({ operation }) =>
      operation.parameters.some((parameter) => 'name' in parameter && parameter.name === 'cursor'),
    )
    const answers = await Promise.all(
      lists.map(async (placed) => {
        const call = calls[nameOf(placed)]!
        const { roles } = placed.operation['x-access'] as { roles?: string[] }
        const client = roles && !roles.includes('customer') ? cast.admin : cast.owner.api
        // The list that the cursor is of takes it as it is.
        const cursors = placed.path === '/api/products' ? forged.slice(1) : forged
        const codes: string[] = []
        for (const cursor of cursors) {
          const path = pathOf(placed.path, { ...call, query: { ...call.query, cursor } })
          const { status, body } = await client.send({ method: 'GET', path })
          codes.push(`${status} ${body.code}`)
        }
        return [nameOf(placed), [...new Set(codes)]]
      }),
    )
    expect(answers.length).toBeGreaterThan(8)
    expect(answers).toEqual(answers.map(([name]) => [name, ['400 INVALID_CURSOR']]))
  }, 60_000)
})
