/** What the services' steps `erase-customer` have in common. */
import { keptAnswersOf } from './http/idempotency.ts'
import { type Chunk, deleteItem, type Start } from './table.ts'

/** Milliseconds after which a run leaves the rest to the next one; below the step's time limit. */
const BUDGET_MS = 40_000
/** Items under way at a time. */
const AT_ONCE = 10

/** There is more than one run can do. The state machine calls the step again for as long as it says so. */
export class Unfinished extends Error {
  override readonly name = 'Unfinished'
}

/** Erases every item of a collection, chunk by chunk. @throws {Unfinished} when the time is over. */
export async function eraseEach<Item>(
  startedAt: Date,
  read: (start: Start | undefined) => Promise<Chunk<Item>>,
  erase: (item: Item) => Promise<unknown>,
): Promise<void> {
  let start: Start | undefined
  do {
    const chunk = await read(start)
    for (let first = 0; first < chunk.items.length; first += AT_ONCE) {
      if (Date.now() - startedAt.getTime() > BUDGET_MS) throw new Unfinished('There is more to erase')
      await Promise.all(chunk.items.slice(first, first + AT_ONCE).map((item) => erase(item)))
    }
    start = chunk.next
  } while (start)
}

/** The answers kept for repeated requests hold what was asked and answered. */
export const eraseKeptAnswers = (startedAt: Date, userId: string): Promise<void> =>
  eraseEach(startedAt, (start) => keptAnswersOf(userId, start), deleteItem)
