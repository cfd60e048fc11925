import { camp } from './camp.ts'
import { cycling } from './cycling.ts'
import { devices } from './devices.ts'
import type { Glyph } from './draw.ts'
import { garden } from './garden.ts'
import { home } from './home.ts'
import { kitchen } from './kitchen.ts'
import { luggage } from './luggage.ts'
import { paper } from './paper.ts'
import { wear } from './wear.ts'

export const glyphs = {
  ...camp,
  ...kitchen,
  ...luggage,
  ...wear,
  ...home,
  ...garden,
  ...cycling,
  ...paper,
  ...devices,
} satisfies Record<string, Glyph>

export type Shape = keyof typeof glyphs
