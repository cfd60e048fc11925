/** Stock taken and given back by a reference, outside the checkout. */
import { StockRestored } from '../../contracts/events/index.ts'
import type { Deps } from '../shared/deps.ts'
import { notFound, Problem } from '../shared/errors.ts'
import type { Idempotency } from '../shared/http/idempotency.ts'
import { publish } from '../shared/outbox.ts'
import { transact } from '../shared/table.ts'
import { givenBy, type Hold, heldUntil, planRelease, planRestore, planTake, remainingLines } from './domain/hold.ts'
import { describeShortage, type Line, mergeLines } from './domain/lines.ts'
import { advance, findShortages } from './holds.ts'
import { getHold, HoldChanged, movementWrites, putHold, Short } from './table.ts'

interface Request {
  readonly reference: string
  readonly by: string
  readonly idempotency: Idempotency | undefined
}

export const deductionView = (hold: Hold) => ({
  reference: hold.reference,
  items: hold.items.map(({ sku, quantity }) => ({ sku, quantity })),
  createdAt: hold.createdAt,
})

/** Takes all lines or none, once for a reference. @throws {Problem} OUT_OF_STOCK, REFERENCE_REUSED */
export async function deduct(lines: readonly Line[], request: Request, deps: Deps) {
  const items = mergeLines(lines)
  const wanted = {
    kind: 'deduction',
    reference: request.reference,
    items,
    heldUntil: heldUntil(deps.now),
    createdAt: deps.now.toISOString(),
  } as const
  const record = (hold: Hold) =>
    request.idempotency ? [request.idempotency.record({ status: 200, body: { deduction: deductionView(hold) } })] : []
  let last: Hold | undefined
  const recordLast = (hold: Hold) => {
    last = hold
    return record(hold)
  }
  try {
    const hold = await advance(undefined, (known) => planTake(known, wanted), request.by, deps, { last: recordLast })
    // Taken before, under another key or none.
    if (request.idempotency && hold !== last) await transact(record(hold))
    return hold
  } catch (error) {
    if (!(error instanceof Short)) throw error
    await undo(request, deps)
    throw await outOfStock(items, error)
  }
}

/** Gives back the chunks of a deduction that came up short in a later one. */
async function undo(request: Request, deps: Deps): Promise<void> {
  const hold = await getHold('deduction', request.reference)
  if (hold?.status !== 'PREPARING') return
  await advance(
    hold,
    (current) => (current?.status === 'COMMITTED' ? undefined : planRelease(current!)),
    request.by,
    deps,
  )
}

async function outOfStock(items: readonly Line[], short: Short): Promise<Problem> {
  const found = await findShortages(items)
  // Somebody may have given units back between the refusal and this look: then the refused line is still named.
  const errors =
    found.length > 0
      ? found.map((line) => ({ path: line.sku, message: describeShortage(line) }))
      : [{ path: short.sku, message: 'not enough at that moment' }]
  return new Problem(
    'OUT_OF_STOCK',
    `Not enough stock of ${errors
      .map(({ path }) => path)
      .slice(0, 20)
      .join(', ')}.`,
    {
      errors,
    },
  )
}

/**
 * Gives back what the reference took and has not had back: all of it, or up to `lines`.
 * @returns what came back now, and what is still out. @throws {Problem} NOT_FOUND, VALIDATION_FAILED
 */
export async function restore(lines: readonly Line[] | undefined, request: Request, deps: Deps) {
  let hold = await getHold('deduction', request.reference)
  if (hold?.status !== 'COMMITTED') throw notFound('deduction')
  const wanted = lines && taken(hold, mergeLines(lines))
  const origin = { reference: request.reference, by: request.by }
  const requestId = request.idempotency?.id ?? deps.requestId
  const answerOf = (after: Hold, items: readonly Line[]) => ({
    restoration: { reference: request.reference, items: [...items], remaining: remainingLines(after) },
  })
  const record = (after: Hold, items: readonly Line[]) =>
    request.idempotency ? [request.idempotency.record({ status: 200, body: answerOf(after, items) })] : []
  let given = givenBy(hold, requestId)
  for (let plan = planRestore(hold, requestId, wanted); plan; plan = planRestore(hold, requestId, wanted)) {
    const back = plan.movements.map(({ sku, onHandDelta }) => ({ sku, quantity: onHandDelta }))
    const items = [...given, ...back]
    try {
      await transact([
        putHold(plan.hold, hold.version, deps.now),
        ...plan.movements.flatMap((movement) => movementWrites(movement, origin, deps)),
        publish(StockRestored, request.reference, { reference: request.reference, items: back }, deps),
        ...(plan.finished ? record(plan.hold, items) : []),
      ])
      if (plan.finished) return answerOf(plan.hold, items)
      hold = plan.hold
    } catch (error) {
      if (!(error instanceof HoldChanged) || !error.current) throw error
      hold = error.current
    }
    given = givenBy(hold, requestId)
  }
  if (request.idempotency) await transact(record(hold, given))
  return answerOf(hold, given)
}

function taken(hold: Hold, lines: readonly Line[]): Line[] {
  const errors = lines
    .map(({ sku, quantity }) => ({ sku, quantity, most: hold.items.find((line) => line.sku === sku)?.quantity ?? 0 }))
    .filter(({ quantity, most }) => quantity > most)
    .map(({ sku, most }) => ({ path: sku, message: `this reference took ${most}` }))
  if (errors.length > 0) {
    throw new Problem('VALIDATION_FAILED', 'That is more than this reference took.', { errors })
  }
  return [...lines]
}
