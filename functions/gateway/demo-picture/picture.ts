import { glyphs, type Shape } from './glyphs/index.ts'
import { type PaletteName, palettes } from './palettes.ts'

/** What a picture is drawn from. */
export interface Pictured {
  readonly slug: string
  readonly picture: { readonly shape: Shape; readonly palette: PaletteName }
}

/** FNV-1a, 32 bits: a stable number per slug, so that pictures of one glyph still differ behind it. */
const hash = (text: string) => {
  let value = 0x811c9dc5
  for (let i = 0; i < text.length; i++) value = Math.imul(value ^ text.charCodeAt(i), 0x01000193) >>> 0
  return value
}

/**
 * The product's picture as a standalone SVG document, 600 × 600, under 3 KB: its glyph in its palette on a soft
 * background. The same product always gives the same bytes. Holds no text, script or outside reference.
 */
export const productPicture = (product: Pictured): string => {
  const colours = palettes[product.picture.palette]
  const seed = hash(product.slug)
  const sunX = 150 + (seed % 301)
  const sunY = 170 + ((seed >>> 9) % 90)
  const sunRadius = 105 + ((seed >>> 16) % 50)
  const hill = 395 + ((seed >>> 21) % 40)
  const lift = 60 - ((seed >>> 26) % 2) * 120
  return (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 600 600" width="600" height="600">' +
    `<defs><linearGradient id="b" x1="0" y1="0" x2="0" y2="1"><stop stop-color="${colours.mist}"/>` +
    `<stop offset="1" stop-color="${colours.glow}"/></linearGradient></defs>` +
    '<rect width="600" height="600" fill="url(#b)"/>' +
    `<circle cx="${sunX}" cy="${sunY}" r="${sunRadius}" fill="#ffffff" opacity=".55"/>` +
    `<path d="M0 ${hill}Q150 ${hill - lift} 300 ${hill}T600 ${hill}V600H0Z" fill="${colours.pale}" opacity=".28"/>` +
    `<ellipse cx="300" cy="464" rx="205" ry="18" fill="${colours.deep}" opacity=".16"/>` +
    glyphs[product.picture.shape](colours) +
    '</svg>'
  )
}

/** Where the shop serves that picture: the address says how to draw it, so nothing needs to be stored. */
export const pictureAddress = ({ slug, picture }: Pictured): string =>
  `/demo/pictures/${picture.shape}/${picture.palette}/${slug}.svg`
