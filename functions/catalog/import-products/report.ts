/** What became of each line. */
import type { Outcome } from './apply-row.ts'
import type { Row } from './read-rows.ts'

export interface LineNote {
  readonly line: number
  readonly sku?: string | undefined
  readonly code: string
  readonly message: string
  readonly path?: string | undefined
}

/** @param line where the sku is already */
export const duplicateSku = (line: number) => ({
  code: 'DUPLICATE_SKU',
  message: `the sku is in line ${line} already`,
  path: 'sku',
})

export const similarSku = ({ sku, line }: { sku: string; line: number }) => ({
  code: 'SIMILAR_SKU',
  message: `differs only in letter case from "${sku}" in line ${line}; imported as another product`,
  path: 'sku',
})

export class Report {
  readonly #counts = { created: 0, updated: 0, unchanged: 0, skipped: 0, failed: 0 }
  readonly #errors: LineNote[] = []
  readonly #warnings: LineNote[] = []

  get notes(): number {
    return this.#errors.length + this.#warnings.length
  }

  add(row: Row, outcome: Outcome): void {
    if ('done' in outcome) this.#counts[outcome.done]++
    else this.fail(row, outcome)
  }

  fail(row: Row, note: Omit<LineNote, 'line' | 'sku'>): void {
    this.#counts.failed++
    this.#errors.push(noteOf(row, note))
  }

  skip(row: Row, message: string): void {
    this.#counts.skipped++
    this.warn(row, { code: 'SKIPPED', message })
  }

  warn(row: Row, note: Omit<LineNote, 'line' | 'sku'>): void {
    this.#warnings.push(noteOf(row, note))
  }

  /** @param nextLine where to go on; undefined when all is done */
  body(nextLine: number | undefined) {
    const byLine = (a: LineNote, b: LineNote) => a.line - b.line
    return {
      import: {
        lines: Object.values(this.#counts).reduce((sum, count) => sum + count, 0),
        ...this.#counts,
        errors: this.#errors.sort(byLine),
        warnings: this.#warnings.sort(byLine),
        complete: nextLine === undefined,
        ...(nextLine === undefined ? {} : { nextLine }),
      },
    }
  }
}

const noteOf = ({ line, sku }: Row, note: Omit<LineNote, 'line' | 'sku'>): LineNote => ({
  line,
  ...(sku === undefined ? {} : { sku: sku.slice(0, 64) }),
  ...note,
  message: note.message.slice(0, 300),
})
