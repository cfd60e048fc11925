/** The shape of the table of taxes and shipping fees. */

/** Minor units of one currency. */
export interface ShippingFee {
  readonly fee: number
  /** Subtotal, before any discount, from which shipping is free. Absent: never. */
  readonly freeFrom?: number
}

export interface CountryRates {
  /** 1 % = 100. On net prices: it is added to them. */
  readonly taxBasisPoints: number
  /** Whether the shipping fee is taxed too, at the same rate. */
  readonly taxesShipping: boolean
  /** By ISO 4217 code. A currency that is not here ships free. */
  readonly shipping: Readonly<Record<string, ShippingFee>>
}

export interface Rates {
  /** By ISO 3166-1 alpha-2 code. */
  readonly countries: Readonly<Record<string, CountryRates>>
  /** Every other country. */
  readonly elsewhere: CountryRates
}

export const ratesFor = (country: string, { countries, elsewhere }: Rates): CountryRates =>
  Object.hasOwn(countries, country) ? countries[country]! : elsewhere
