import { notFound } from '../../shared/errors.ts'
import { endpoint } from '../../shared/http/endpoint.ts'
import { reply } from '../../shared/http/reply.ts'
import { glyphs, type Shape } from './glyphs/index.ts'
import { type PaletteName, palettes } from './palettes.ts'
import { productPicture } from './picture.ts'
import { demoPicture } from './route.ts'

export const handler = endpoint(demoPicture, async ({ params: { shape, palette, slug } }) => {
  if (!Object.hasOwn(glyphs, shape) || !Object.hasOwn(palettes, palette)) throw notFound('picture')
  const picture = { shape: shape as Shape, palette: palette as PaletteName }
  return reply({
    text: productPicture({ slug: slug.replace(/\.svg$/, ''), picture }),
    headers: { 'content-type': 'image/svg+xml; charset=utf-8' },
  })
})
