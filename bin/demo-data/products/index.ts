import type { DemoProduct } from '../types.ts'
import { camping } from './camping.ts'
import { clothing } from './clothing.ts'
import { cycling } from './cycling.ts'
import { electronics } from './electronics.ts'
import { footwear } from './footwear.ts'
import { garden } from './garden.ts'
import { home } from './home.ts'
import { kitchen } from './kitchen.ts'
import { packs } from './packs.ts'
import { stationery } from './stationery.ts'

/** The whole demo catalog, in the order of the shop's top categories. */
export const products: DemoProduct[] = [
  ...camping,
  ...kitchen,
  ...packs,
  ...clothing,
  ...footwear,
  ...home,
  ...garden,
  ...cycling,
  ...stationery,
  ...electronics,
]
