export const MAX_SLUG_LENGTH = 80

/** Paths below /api/products that are something else. */
const reserved = new Set(['categories', 'search', 'import', 'drafts'])

export const isReservedSlug = (slug: string): boolean => reserved.has(slug)

/** `Crème brûlée, 2 pcs.` becomes `creme-brulee-2-pcs`; a name without a Latin letter or digit falls back to the id. */
export function slugOf(name: string, productId: string): string {
  const slug = name
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, MAX_SLUG_LENGTH - 10)
    .replace(/-+$/, '')
  if (slug === '') return productId.toLowerCase()
  return isReservedSlug(slug) ? distinctSlug(slug, productId) : slug
}

/** For a name that another product has already. */
export const distinctSlug = (slug: string, productId: string): string => `${slug}-${productId.slice(-6).toLowerCase()}`

/** `rain-jackets` becomes `Rain Jackets`. */
export const titleOf = (slug: string): string =>
  slug
    .split(/[-_]+/)
    .filter((word) => word !== '')
    .map((word) => word[0]!.toUpperCase() + word.slice(1))
    .join(' ')
