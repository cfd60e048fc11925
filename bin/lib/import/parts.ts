/** Cuts a file of any size into parts that the API takes, between records, and keeps which line of the file each line is. */
import { createReadStream } from 'node:fs'
import { type Columns, columnsOf } from '../../../functions/catalog/domain/import/columns.ts'
import { CsvReader } from '../../../functions/catalog/domain/import/csv-reader.ts'
import { JsonLinesReader } from '../../../functions/catalog/domain/import/json-lines-reader.ts'
import { delimiters } from '../../../functions/catalog/import-products/read-rows.ts'

export interface FileRecord {
  readonly line: number
  readonly text: string
  readonly sku?: string | undefined
  /** Why it cannot be read; it is not sent then. */
  readonly problem?: string | undefined
}

export interface Part {
  /** Goes before the records of every part. */
  readonly header: string | undefined
  readonly records: readonly FileRecord[]
  /** Bytes of the file read so far. */
  readonly bytes: number
}

export interface SplitOptions {
  readonly format: 'csv' | 'json-lines'
  readonly delimiter: keyof typeof delimiters
  readonly columns?: string | undefined
  readonly only?: string | undefined
}

/** Small enough for progress that can be watched, and for the shop to finish each well in time. */
const RECORDS = 500
const CHARACTERS = 1_000_000

/** @throws when the file as a whole cannot be imported, saying why. */
export async function* partsOf(file: string, options: SplitOptions): AsyncGenerator<Part> {
  let header: string | undefined
  let columns: Columns | undefined
  let records: FileRecord[] = []
  let size = 0
  const reader = readerOf(options)
  const bytes = { read: 0 }
  for await (const record of recordsOf(file, reader, bytes)) {
    if (options.format === 'csv' && header === undefined) {
      if (record.problem) throw new Error(`The header cannot be read: ${record.problem}`)
      header = record.text
      columns = knownColumns(record.fields ?? [], options)
      continue
    }
    records.push({ line: record.line, text: record.text, problem: record.problem, sku: skuOf(record, columns) })
    size += record.text.length
    if (records.length === RECORDS || size > CHARACTERS) {
      yield { header, records, bytes: bytes.read }
      records = []
      size = 0
    }
  }
  if (records.length > 0) yield { header, records, bytes: bytes.read }
}

interface AnyRecord {
  readonly line: number
  readonly text: string
  readonly fields?: readonly string[]
  readonly value?: Readonly<Record<string, unknown>>
  readonly problem?: string
}

type AnyReader = { read(piece: string, last: boolean): Iterable<AnyRecord> }

const readerOf = ({ format, delimiter }: SplitOptions): AnyReader =>
  format === 'csv' ? new CsvReader(delimiters[delimiter]) : new JsonLinesReader()

async function* recordsOf(file: string, reader: AnyReader, bytes: { read: number }): AsyncGenerator<AnyRecord> {
  const decoder = new TextDecoder('utf-8', { ignoreBOM: true })
  for await (const chunk of createReadStream(file) as AsyncIterable<Buffer>) {
    bytes.read += chunk.length
    yield* reader.read(decoder.decode(chunk, { stream: true }), false)
  }
  yield* reader.read(decoder.decode(), true)
}

function knownColumns(header: readonly string[], options: SplitOptions): Columns {
  const columns = columnsOf(header, options)
  if (!('errors' in columns)) return columns
  throw new Error(columns.errors.map(({ path, message }) => `${path}: ${message}`).join('\n'))
}

function skuOf({ fields, value }: AnyRecord, columns: Columns | undefined): string | undefined {
  const sku = columns ? fields?.[columns.byField.get('sku')!]?.trim() : value?.sku
  return typeof sku === 'string' && sku !== '' ? sku : undefined
}
