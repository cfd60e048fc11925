/** A street of shoppers in front of one shop. */
import { setTimeout as delay } from 'node:timers/promises'
import { Random } from '../sums/random.ts'
import { startArrivals } from './arrivals.ts'
import { loadClient } from './client.ts'
import { openMarket } from './market.ts'
import { DEADLINE_MS, type Figures, Meter } from './meter.ts'
import { type Street, shop } from './shopper.ts'

/** Buyers under way at a time at most: each has a cart of its own. */
const CUSTOMERS = 80

export interface Load {
  /** Lets shoppers come for so long and counts from the start; those who are left go on. @returns what came of it */
  run(shoppersPerSecond: number, seconds: number): Promise<Figures>
  /** Starts shoppers that come until they are stopped. */
  start(shoppersPerSecond: number): () => void
  /** Counts anew, and gives what was counted. */
  take(): Figures
  /** Resolves when the last shopper has left. */
  quiet(): Promise<void>
  close(): void
}

export async function openLoad(url: string, seed: number): Promise<Load> {
  const client = loadClient(url, DEADLINE_MS)
  const market = await openMarket(url, CUSTOMERS)
  const random = new Random(seed)
  let meter = new Meter()
  let inside = 0
  const street: Street = { client, market, random, meter: () => meter }
  const come = () => {
    inside++
    void shop(street).finally(() => {
      inside--
    })
  }
  const start = (rate: number) => startArrivals(rate, random, come)
  const take = () => {
    const figures = meter.figures()
    meter = new Meter()
    return figures
  }
  return {
    start,
    take,
    async run(rate, seconds) {
      take()
      const stop = start(rate)
      await delay(seconds * 1000)
      stop()
      return take()
    },
    async quiet() {
      while (inside > 0) await delay(50)
    },
    close: () => client.close(),
  }
}
