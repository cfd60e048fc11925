/** Takes a file in portions: each is judged, looked up at once, and written several lines at a time. */
import type { Deps } from '../../shared/deps.ts'
import { type Earlier, SkusSeen } from '../domain/import/skus-seen.ts'
import { addTogether } from './add-together.ts'
import { applyRow, lookUp } from './apply-row.ts'
import type { Row, ValidRow } from './read-rows.ts'
import { duplicateSku, Report, similarSku } from './report.ts'

/** Lines looked up together. The deadline is looked at between portions, so they take a second at most. */
const PORTION = 100
/** Writes at a time: products of one category share the row that counts them. */
const WIDTH = 8
/** Bounds the answer: an idempotency record of it is one item of 400 KB. */
const MAX_NOTES = 500

export interface ImportOptions {
  readonly fromLine: number
  readonly category: string | undefined
  /** Whether to stop before the next portion. */
  readonly isOver: () => boolean
}

export async function importFile(rows: Iterable<Row>, options: ImportOptions, deps: Deps) {
  const report = new Report()
  const seen = new SkusSeen()
  let portion: ValidRow[] = []
  let judged = 0
  for (const row of rows) {
    const earlier = isGood(row) ? seen.note(row.sku!, row.line) : {}
    if (row.line < options.fromLine) continue
    if (judged++ % PORTION === 0) {
      await writePortion(portion, options.category, report, deps)
      portion = []
      if (options.isOver() || report.notes >= MAX_NOTES) return report.body(row.line)
    }
    if (judge(row, earlier, report)) portion.push(row as ValidRow)
  }
  await writePortion(portion, options.category, report, deps)
  return report.body(undefined)
}

const isGood = (row: Row): boolean => !row.skipped && !row.malformed && !row.errors

/** Whether the row can be written; if not, the report has it. */
function judge(row: Row, { same, similar }: Earlier, report: Report): boolean {
  if (row.skipped !== undefined) report.skip(row, row.skipped)
  else if (row.malformed !== undefined) report.fail(row, { code: 'MALFORMED_LINE', message: row.malformed })
  else if (row.errors) {
    const message = row.errors.map((error) => `${error.path}: ${error.message}`).join('; ')
    report.fail(row, { code: 'VALIDATION_FAILED', message, path: row.errors[0]!.path })
  } else if (same !== undefined) report.fail(row, duplicateSku(same))
  else {
    if (similar) report.warn(row, similarSku(similar))
    return true
  }
  return false
}

async function writePortion(
  rows: readonly ValidRow[],
  category: string | undefined,
  report: Report,
  deps: Deps,
): Promise<void> {
  if (rows.length === 0) return
  const { known, stock } = await lookUp(rows.map(({ sku }) => sku))
  const fresh = rows.filter(({ sku }) => !known.has(sku))
  const added = await addTogether(fresh, stock, category, deps)
  for (const row of added) report.add(row, { done: 'created' })
  const waiting = rows.filter((row) => !added.has(row)).values()
  const lane = async () => {
    for (const row of waiting) report.add(row, await applyRow(row, known.get(row.sku), category, deps))
  }
  await Promise.all(Array.from({ length: WIDTH }, lane))
}
