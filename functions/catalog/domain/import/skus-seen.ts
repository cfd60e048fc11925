/** The skus of a file so far, to find those that are there twice. */
export class SkusSeen {
  readonly #lines = new Map<string, number>()
  readonly #bySpelling = new Map<string, { readonly sku: string; readonly line: number }>()

  /** @returns the earlier line with the `same` sku, or with one that differs only in letter case. */
  note(sku: string, line: number): { same?: number; similar?: { readonly sku: string; readonly line: number } } {
    const same = this.#lines.get(sku)
    if (same !== undefined) return { same }
    this.#lines.set(sku, line)
    const spelling = sku.toLowerCase()
    const similar = this.#bySpelling.get(spelling)
    if (similar) return { similar }
    this.#bySpelling.set(spelling, { sku, line })
    return {}
  }
}
