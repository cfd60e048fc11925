/** Sends the parts of a file one after the other and adds their reports up under the file's own line numbers. */
import { randomUUID } from 'node:crypto'
import { SkusSeen } from '../../../functions/catalog/domain/import/skus-seen.ts'
import { duplicateSku, type LineNote, similarSku } from '../../../functions/catalog/import-products/report.ts'
import type { Api } from '../api.ts'
import type { FileRecord, Part } from './parts.ts'

const counted = ['lines', 'created', 'updated', 'unchanged', 'skipped', 'failed'] as const

export type Totals = Record<(typeof counted)[number], number> & { errors: LineNote[]; warnings: LineNote[] }

export interface SendOptions {
  /** Signed in, or with a key. */
  readonly api: () => Promise<Api>
  readonly contentType: string
  readonly query: Readonly<Record<string, string>>
  readonly onProgress: (totals: Totals, bytes: number) => void
}

export async function importParts(parts: AsyncIterable<Part>, options: SendOptions): Promise<Totals> {
  const totals: Totals = {
    lines: 0,
    created: 0,
    updated: 0,
    unchanged: 0,
    skipped: 0,
    failed: 0,
    errors: [],
    warnings: [],
  }
  const seen = new SkusSeen()
  for await (const part of parts) {
    const sendable = part.records.filter((record) => isSendable(record, seen, totals))
    if (sendable.length > 0) await send({ ...part, records: sendable }, seen, totals, options)
    options.onProgress(totals, part.bytes)
  }
  totals.errors.sort((a, b) => a.line - b.line)
  totals.warnings.sort((a, b) => a.line - b.line)
  return totals
}

/** The shop sees one part at a time: what repeats a sku of an earlier one is found here. */
function isSendable({ line, sku, problem }: FileRecord, seen: SkusSeen, totals: Totals): boolean {
  const earlier = sku === undefined ? {} : seen.find(sku)
  if (problem === undefined && earlier.same === undefined) return true
  totals.lines++
  totals.failed++
  const what = problem === undefined ? duplicateSku(earlier.same!) : { code: 'MALFORMED_LINE', message: problem }
  totals.errors.push({ line, ...(sku === undefined ? {} : { sku }), ...what })
  return false
}

async function send(part: Part, seen: SkusSeen, totals: Totals, options: SendOptions): Promise<void> {
  const { text, lineOf } = assemble(part)
  const notes: LineNote[] = []
  for (let fromLine: number | undefined = 1; fromLine !== undefined; ) {
    const query = new URLSearchParams({ ...options.query, fromLine: String(fromLine) })
    const { import: report } = await (await options.api()).request({
      method: 'POST',
      path: `/api/products/import?${query}`,
      text,
      // A key, so that an answer that got lost on the way may be asked for again.
      headers: { 'content-type': options.contentType, 'idempotency-key': randomUUID() },
    })
    for (const name of counted) totals[name] += report[name]
    totals.errors.push(...report.errors.map(inFile))
    totals.warnings.push(...report.warnings.map(inFile))
    notes.push(...report.errors.map(inFile), ...report.warnings.filter(isSkip).map(inFile))
    fromLine = report.complete ? undefined : report.nextLine
  }
  const notImported = new Set(notes.map(({ line }) => line))
  for (const { line, sku } of part.records) {
    if (sku === undefined || notImported.has(line)) continue
    const { similar } = seen.note(sku, line)
    // Of its own part the shop has told.
    if (similar && similar.line < part.records[0]!.line) totals.warnings.push({ line, sku, ...similarSku(similar) })
  }

  function inFile(note: LineNote): LineNote {
    return {
      ...note,
      line: lineOf.get(note.line) ?? note.line,
      message: note.message.replace(/(?<=\bline )\d+/, fileLine),
    }
  }
  function fileLine(line: string): string {
    return String(lineOf.get(Number(line)) ?? line)
  }
}

const isSkip = ({ code }: LineNote) => code === 'SKIPPED'

/** The part as a file of its own, and the line of the real file for each of its lines that begins a record. */
function assemble({ header, records }: Part): { text: string; lineOf: Map<number, number> } {
  const lineOf = new Map<number, number>()
  let next = 1 + (header === undefined ? 0 : header.split('\n').length)
  for (const { line, text } of records) {
    lineOf.set(next, line)
    next += text.split('\n').length
  }
  const texts = records.map(({ text }) => text)
  return { text: [...(header === undefined ? [] : [header]), ...texts].join('\n'), lineOf }
}
