import type { Line } from './lines.ts'

export const movementTypes = ['adjust', 'reserve', 'release', 'commit', 'deduct', 'restore'] as const
export type MovementType = (typeof movementTypes)[number]

/** One change of one stock row, and at the same time what its ledger entry says. */
export interface Movement {
  readonly sku: string
  readonly type: MovementType
  readonly onHandDelta: number
  readonly reservedDelta: number
  /** The row of a spread stock; absent: the row that every stock has. */
  readonly shard?: number | undefined
}

const signs: Record<Exclude<MovementType, 'adjust'>, { onHand: -1 | 0 | 1; reserved: -1 | 0 | 1 }> = {
  reserve: { onHand: 0, reserved: 1 },
  release: { onHand: 0, reserved: -1 },
  commit: { onHand: -1, reserved: -1 },
  deduct: { onHand: -1, reserved: 0 },
  restore: { onHand: 1, reserved: 0 },
}

export const movementOf = (type: keyof typeof signs, { sku, quantity }: Line, shard?: number): Movement => ({
  sku,
  type,
  onHandDelta: signs[type].onHand * quantity,
  reservedDelta: signs[type].reserved * quantity,
  ...(shard === undefined ? {} : { shard }),
})

/** What the movement does to the units that can be bought. */
export const availableDelta = (movement: Movement): number => movement.onHandDelta - movement.reservedDelta
