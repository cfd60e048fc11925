import type { Palette } from '../palettes.ts'

/** Draws one object inside a 600 × 600 frame: centred on x = 300, standing on y = 455. */
export type Glyph = (palette: Palette) => string

export const fill = (colour: string, d: string) => `<path fill="${colour}" d="${d}"/>`

export const stroke = (colour: string, width: number, d: string) =>
  `<path fill="none" stroke="${colour}" stroke-width="${width}" stroke-linecap="round" stroke-linejoin="round" d="${d}"/>`

export const circle = (colour: string, x: number, y: number, r: number) =>
  `<circle fill="${colour}" cx="${x}" cy="${y}" r="${r}"/>`

export const ellipse = (colour: string, x: number, y: number, rx: number, ry: number) =>
  `<ellipse fill="${colour}" cx="${x}" cy="${y}" rx="${rx}" ry="${ry}"/>`

export const rect = (colour: string, x: number, y: number, width: number, height: number, radius = 0) =>
  `<rect fill="${colour}" x="${x}" y="${y}" width="${width}" height="${height}" rx="${radius}"/>`

export const turned = (degrees: number, parts: string) => `<g transform="rotate(${degrees} 300 310)">${parts}</g>`
