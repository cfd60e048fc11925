/** Reads a retailer's order lines into invoices, and says of each refused row why. Pure but for reading the file. */
import { createReadStream } from 'node:fs'
import { createGunzip } from 'node:zlib'
import { parse } from 'csv-parse'

export interface Row {
  /** Line of the file, the header being 1. */
  readonly line: number
  readonly invoice: string
  readonly code: string
  readonly description: string
  /** Negative in a cancellation. */
  readonly quantity: number
  /** Pence. */
  readonly price: number
  readonly customer: string
  readonly country: string
}

export interface Invoice {
  readonly number: string
  readonly cancellation: boolean
  readonly customer: string
  readonly country: string
  readonly rows: Row[]
}

export interface Refusal {
  readonly line: number
  readonly invoice: string
  readonly reason: string
}

const columns = [
  'InvoiceNo',
  'StockCode',
  'Description',
  'Quantity',
  'InvoiceDate',
  'UnitPrice',
  'CustomerID',
  'Country',
]
/** Postage, discounts, manual corrections, samples, fees: not goods. */
const serviceCodes = new Set(['POST', 'DOT', 'D', 'M', 'C2', 'S', 'B', 'BANK CHARGES', 'AMAZONFEE', 'CRUK', 'PADS'])

export async function readInvoices(file: string): Promise<{ invoices: Invoice[]; refusals: Refusal[]; rows: number }> {
  const raw = createReadStream(file)
  const text = file.endsWith('.gz') ? raw.pipe(createGunzip()) : raw
  const records = text.pipe(
    parse({
      columns: true,
      bom: true,
      skip_empty_lines: true,
      info: true,
      relax_column_count: true,
      relax_quotes: true,
    }),
  )
  const invoices = new Map<string, Invoice>()
  const refusals: Refusal[] = []
  let rows = 0
  for await (const { record, info } of records as AsyncIterable<{
    record: Record<string, string>
    info: { lines: number }
  }>) {
    if (rows++ === 0) assertColumns(record)
    const line = info.lines
    const parsed = parseRow(record, line)
    if ('reason' in parsed) {
      refusals.push(parsed)
      continue
    }
    const invoice = invoices.get(parsed.invoice) ?? {
      number: parsed.invoice,
      cancellation: parsed.invoice.startsWith('C'),
      // Sales without a customer number are guests of their own.
      customer: parsed.customer || `guest-${parsed.invoice}`,
      country: parsed.country,
      rows: [],
    }
    invoice.rows.push(parsed)
    invoices.set(parsed.invoice, invoice)
  }
  return { invoices: [...invoices.values()], refusals, rows }
}

function assertColumns(record: Record<string, string>): void {
  const missing = columns.filter((column) => !(column in record))
  if (missing.length > 0)
    throw new Error(`The file has no column ${missing.join(', ')}. It needs: ${columns.join(', ')}.`)
}

/** One row, or why a shop must refuse it. */
export function parseRow(record: Record<string, string>, line: number): Row | Refusal {
  const invoice = (record.InvoiceNo ?? '').trim()
  const code = (record.StockCode ?? '').trim()
  const quantity = Number(record.Quantity)
  const price = pence(record.UnitPrice ?? '')
  const refuse = (reason: string): Refusal => ({ line, invoice, reason })
  if (invoice === '') return refuse('no invoice number')
  if (code === '') return refuse('no stock code')
  if (serviceCodes.has(code.toUpperCase()) || code.toLowerCase().startsWith('gift_'))
    return refuse(`service code ${code}`)
  if (!Number.isInteger(quantity) || quantity === 0) return refuse(`quantity "${record.Quantity}"`)
  if (price === undefined) return refuse(`price "${record.UnitPrice}" is not a number of pence`)
  if (price === 0) return refuse('zero price')
  if (price < 0) return refuse('negative price')
  if (quantity < 0 && !invoice.startsWith('C')) return refuse('negative quantity outside a cancellation')
  if (quantity > 0 && invoice.startsWith('C')) return refuse('positive quantity in a cancellation')
  return {
    line,
    invoice,
    code,
    description: (record.Description ?? '').trim(),
    quantity,
    price,
    customer: (record.CustomerID ?? '').trim().replace(/\.0$/, ''),
    country: (record.Country ?? '').trim(),
  }
}

/** `5.95` → 595, without floating point; undefined for what is no whole number of pence. */
export function pence(text: string): number | undefined {
  const match = /^(-?)(\d{1,9})(?:\.(\d{1,2})0*)?$/.exec(text.trim())
  if (!match) return undefined
  const amount = Number(match[2]) * 100 + Number((match[3] ?? '0').padEnd(2, '0'))
  return match[1] ? -amount : amount
}

/** The sku of a stock code at one price: the retailer changes prices often, a line's price must be the catalog's. */
export const skuOf = ({ code, price }: Pick<Row, 'code' | 'price'>): string => `${code}.p${price}`
