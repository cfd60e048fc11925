/** The skus of a file so far, to find those that are there twice. */
export interface Earlier {
  /** Line of the same sku. */
  readonly same?: number
  /** A sku that differs only in letter case. */
  readonly similar?: { readonly sku: string; readonly line: number }
}

export class SkusSeen {
  readonly #lines = new Map<string, number>()
  readonly #bySpelling = new Map<string, { readonly sku: string; readonly line: number }>()

  find(sku: string): Earlier {
    const same = this.#lines.get(sku)
    const similar = this.#bySpelling.get(sku.toLowerCase())
    if (same !== undefined) return { same }
    return similar ? { similar } : {}
  }

  /** @returns what `find` said before. */
  note(sku: string, line: number): Earlier {
    const earlier = this.find(sku)
    if (earlier.same === undefined) this.#lines.set(sku, line)
    if (!earlier.same && !earlier.similar) this.#bySpelling.set(sku.toLowerCase(), { sku, line })
    return earlier
  }
}
