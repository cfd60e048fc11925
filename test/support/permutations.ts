/** Deliveries as a provider, a bus or a queue may make them: in any order, doubled at the same moment, and once more at the end. */

/** All orders of the items: n! of them. */
export function everyOrderOf<Item>(items: readonly Item[]): Item[][] {
  if (items.length <= 1) return [[...items]]
  return items.flatMap((item, index) =>
    everyOrderOf([...items.slice(0, index), ...items.slice(index + 1)]).map((rest) => [item, ...rest]),
  )
}

/** Each item three times: twice at once where it stands, and again when all have come. */
export async function deliverThrice<Item, Result>(
  items: readonly Item[],
  deliver: (item: Item) => Promise<Result>,
): Promise<Result[]> {
  const results: Result[] = []
  for (const item of items) results.push(...(await Promise.all([deliver(item), deliver(item)])))
  for (const item of items) results.push(await deliver(item))
  return results
}

/** `npm test` tries every tenth order of five, `npm run permutations` all. */
const EVERY = process.env.PERMUTATIONS === 'all' ? 1 : 10
export const ordersToTry = <Item>(items: readonly Item[]): Item[][] =>
  everyOrderOf(items).filter((_, index) => index % (items.length < 5 ? 1 : EVERY) === 0)

/** Runs each order on its own ground, a few at a time. @returns what each came to, in words to compare */
export async function outcomesOf<Item, Outcome>(
  orders: readonly Item[][],
  run: (order: Item[], index: number) => Promise<Outcome>,
  atOnce = 8,
): Promise<Outcome[]> {
  const outcomes: Outcome[] = []
  for (let start = 0; start < orders.length; start += atOnce) {
    const batch = orders.slice(start, start + atOnce)
    outcomes.push(...(await Promise.all(batch.map((order, index) => run(order, start + index)))))
  }
  return outcomes
}

/** Each different outcome once: one is what every order should come to. */
export const different = <Outcome>(outcomes: readonly Outcome[]): Outcome[] => [
  ...new Map(outcomes.map((outcome) => [JSON.stringify(outcome), outcome])).values(),
]
