/**
 * The stock of one sku over several rows. One DynamoDB partition takes a thousand writes a second and one row one transaction
 * at a time; rows of their own partitions sell side by side. Row 0 is the row that every sku has: it says what holds for the
 * whole. Each row has its own `available = onHand - reserved`; the stock is their sum. Pure.
 */
import type { Stock, StockRow } from './stock.ts'

export const MAX_SPREAD = 16

/** Where a reference looks first: the same row each time, and all rows alike over many references. FNV-1a. */
export function startRow(reference: string, spread: number): number {
  let hash = 0x811c9dc5
  for (let n = 0; n < reference.length; n++) hash = Math.imul(hash ^ reference.charCodeAt(n), 0x01000193)
  // The low bits of FNV are the weak ones.
  return ((hash ^ (hash >>> 15)) >>> 0) % spread
}

/** The row as every stock has it at least once. */
const rowOf = ({ onHand, reserved, available, version }: Stock): StockRow => ({
  shard: 0,
  onHand,
  reserved,
  available,
  version,
})

export const rowsOf = (stock: Stock): readonly StockRow[] => stock.rows ?? [rowOf(stock)]

/** @param head what holds for the whole; its own counts are in `rows` */
export function sumOfRows(head: Stock, rows: readonly StockRow[]): Stock {
  const total = (field: 'onHand' | 'reserved' | 'available' | 'version') =>
    rows.reduce((sum, row) => sum + row[field], 0)
  return {
    ...head,
    onHand: total('onHand'),
    reserved: total('reserved'),
    available: total('available'),
    version: total('version'),
    rows,
  }
}

/** A row with that many units, the first one from `start` on. */
export function pickRow(rows: readonly StockRow[], units: number, start: number): StockRow | undefined {
  const from = rows.findIndex(({ shard }) => shard >= start)
  const inOrder = from < 0 ? rows : [...rows.slice(from), ...rows.slice(0, from)]
  return inOrder.find(({ available }) => available >= units)
}

export interface Move {
  readonly shard: number
  readonly units: number
}

/** Units of other rows that have to come to row 0 until it has that many; as much as there is, the fullest rows first. */
export function gatherMoves(rows: readonly StockRow[], units: number): Move[] {
  let missing = units - (rows.find(({ shard }) => shard === 0)?.available ?? 0)
  const moves: Move[] = []
  for (const { shard, available } of rows.filter((row) => row.shard !== 0).sort((a, b) => b.available - a.available)) {
    if (missing <= 0 || available <= 0) break
    moves.push({ shard, units: Math.min(available, missing) })
    missing -= available
  }
  return moves
}

/**
 * Lays what is available out evenly over the first `spread` rows. What orders hold stays in the row that they hold it in,
 * and a row that once was stays, so that they find it.
 */
export function layOut(before: Stock, after: Stock): Stock {
  const spread = after.spread ?? 1
  const known = rowsOf(before)
  const count = Math.max(known.length, spread)
  if (count === 1) return { ...after, rows: undefined }
  const rows = Array.from({ length: count }, (_, shard) => {
    const row = known[shard] ?? { shard, onHand: 0, reserved: 0, available: 0, version: 0 }
    const available = shard < spread ? share(after.available, spread, shard) : 0
    const isSame = available === row.available && shard !== 0
    return isSame && row.version > 0
      ? row
      : { ...row, available, onHand: row.reserved + available, version: row.version + 1 }
  })
  return sumOfRows(after, rows)
}

const share = (units: number, among: number, n: number) => Math.floor(units / among) + (n < units % among ? 1 : 0)
