/** What a replay has done so far, so that running it again continues and never doubles. */
import { appendFileSync, existsSync, mkdirSync, readFileSync } from 'node:fs'
import { dirname } from 'node:path'

export type Entry =
  | { readonly kind: 'product'; readonly code: string }
  | { readonly kind: 'order'; readonly invoice: string; readonly orderId: string; readonly paymentId: string }
  | {
      readonly kind: 'returned'
      readonly invoice: string
      readonly amount: number
      readonly refusals: { line: number; reason: string }[]
    }

export class Journal {
  readonly #file: string
  readonly products = new Set<string>()
  readonly orders = new Map<string, { orderId: string; paymentId: string }>()
  readonly returned = new Map<string, Extract<Entry, { kind: 'returned' }>>()

  constructor(file: string) {
    this.#file = file
    mkdirSync(dirname(file), { recursive: true })
    if (!existsSync(file)) return
    for (const line of readFileSync(file, 'utf8').split('\n')) {
      // The last line may be cut off by a kill.
      if (line.endsWith('}')) this.#take(JSON.parse(line) as Entry)
    }
  }

  add(entry: Entry): void {
    appendFileSync(this.#file, `${JSON.stringify(entry)}\n`)
    this.#take(entry)
  }

  #take(entry: Entry): void {
    if (entry.kind === 'product') this.products.add(entry.code)
    if (entry.kind === 'order') this.orders.set(entry.invoice, entry)
    if (entry.kind === 'returned') this.returned.set(entry.invoice, entry)
  }
}
