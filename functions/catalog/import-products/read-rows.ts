/** The lines of a file as products to write, or why not. Nothing is written here. */
import * as z from 'zod/mini'
import { type FieldError, Problem } from '../../shared/errors.ts'
import { type Columns, columnsOf } from '../domain/import/columns.ts'
import { CsvReader } from '../domain/import/csv-reader.ts'
import { fieldsOfRow, type RowFields } from '../domain/import/csv-row.ts'
import { JsonLinesReader } from '../domain/import/json-lines-reader.ts'
import { ProductLine } from '../schemas.ts'

export interface Row {
  readonly line: number
  readonly sku?: string | undefined
  /** Valid where there are no `errors` and no other reason against it. */
  readonly fields?: z.infer<typeof ProductLine>
  /** Attributes and translations of a CSV row are columns of their own: those it has not stay as they are. */
  readonly partial: boolean
  readonly errors?: readonly FieldError[]
  /** The line could not be read at all. */
  readonly malformed?: string
  readonly skipped?: string
}

/** One that can be written. */
export type ValidRow = Row & { readonly sku: string; readonly fields: z.infer<typeof ProductLine> }

export interface FileWishes {
  readonly format: 'csv' | 'json-lines'
  readonly columns?: string | undefined
  readonly delimiter: keyof typeof delimiters
  readonly currency?: string | undefined
  /** Of CSV rows without one, where the wishes name none. */
  readonly shopCurrency: string
  readonly only?: string | undefined
}

export const delimiters = { comma: ',', semicolon: ';', tab: '\t', pipe: '|' } as const
const NOT_UTF8 = 'it has characters that are not UTF-8'

/** @throws {Problem} VALIDATION_FAILED when the file as a whole cannot be read. */
export function readRows(text: string, wishes: FileWishes): Generator<Row> {
  if (text.trim() === '') throw new Problem('VALIDATION_FAILED', 'The file is empty.')
  return wishes.format === 'csv' ? csvRows(text, wishes) : jsonRows(text, wishes)
}

function* csvRows(text: string, wishes: FileWishes): Generator<Row> {
  const records = new CsvReader(delimiters[wishes.delimiter]).read(text, true)
  const header = records.next().value
  if (!header || header.problem) refuseFile([{ path: 'header', message: header?.problem ?? 'there is no header' }])
  const columns = columnsOf(header.fields, wishes)
  if ('errors' in columns) refuseFile(columns.errors)
  for (const { line, text, fields, problem } of records) {
    if (problem) yield { line, partial: true, malformed: problem }
    else if (text.includes('\uFFFD')) yield { line, partial: true, malformed: NOT_UTF8 }
    else yield csvRow(line, fields, columns, wishes.currency ?? wishes.shopCurrency)
  }
}

function csvRow(line: number, cells: readonly string[], columns: Columns, currency: string): Row {
  const { only } = columns
  if (only && cells[only.index]?.trim() !== only.value) {
    return {
      line,
      partial: true,
      sku: cells[columns.byField.get('sku')!]?.trim(),
      skipped: `${only.column} is "${cells[only.index]?.trim().slice(0, 40)}"`,
    }
  }
  const row = fieldsOfRow(cells, columns, currency)
  const checked = check(row.fields)
  return {
    line,
    partial: true,
    ...checked,
    ...(checked.errors || row.errors.length > 0
      ? { errors: [...row.errors, ...(checked.errors ?? []).map(inColumns)] }
      : {}),
  }
}

function* jsonRows(text: string, wishes: FileWishes): Generator<Row> {
  if (wishes.columns ?? wishes.only ?? wishes.currency) {
    refuseFile([{ path: 'query', message: 'columns, only and currency are for CSV' }])
  }
  for (const { line, text: json, value, problem } of new JsonLinesReader().read(text, true)) {
    if (value === undefined) yield { line, partial: false, malformed: problem! }
    else if (json.includes('\uFFFD')) yield { line, partial: false, malformed: NOT_UTF8 }
    else yield { line, partial: false, ...check(value) }
  }
}

function check(fields: RowFields): Pick<Row, 'sku' | 'fields' | 'errors'> {
  const sku = typeof fields.sku === 'string' && fields.sku !== '' ? fields.sku : undefined
  const result = z.safeParse(ProductLine, fields)
  if (result.success) return { sku, fields: result.data }
  return { sku, errors: result.error.issues.map(({ path, message }) => ({ path: path.join('.') || 'line', message })) }
}

/** A field's path as the column that it came from. */
function inColumns({ path, message }: FieldError): FieldError {
  const [field, , part] = path.split('.')
  return { path: field === 'translations' ? `${part}_zh` : field === 'attributes' ? path : field!, message }
}

function refuseFile(errors: readonly FieldError[]): never {
  throw new Problem(
    'VALIDATION_FAILED',
    `Nothing of the file was imported: ${errors[0]!.path}: ${errors[0]!.message}`,
    {
      errors,
    },
  )
}
