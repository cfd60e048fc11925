/**
 * Taxes and shipping fees of this shop. Change them here: docs/tax-and-shipping.md says how.
 * Prices are net. Fees are minor units (cents); tax is in basis points (1900 = 19 %).
 */
import type { CountryRates, Rates, ShippingFee } from './rates.ts'

type Zone = Readonly<Record<string, ShippingFee>>

const northAmerica: Zone = {
  USD: { fee: 599, freeFrom: 5000 },
  EUR: { fee: 599, freeFrom: 5000 },
  GBP: { fee: 499, freeFrom: 5000 },
  CNY: { fee: 4000, freeFrom: 35_000 },
}

const europe: Zone = {
  USD: { fee: 999, freeFrom: 10_000 },
  EUR: { fee: 899, freeFrom: 10_000 },
  GBP: { fee: 799, freeFrom: 10_000 },
  CNY: { fee: 7000, freeFrom: 70_000 },
}

const world: Zone = {
  USD: { fee: 1999, freeFrom: 20_000 },
  EUR: { fee: 1899, freeFrom: 20_000 },
  GBP: { fee: 1699, freeFrom: 20_000 },
  CNY: { fee: 14_000, freeFrom: 140_000 },
}

/** Value added tax, on goods and their shipping alike. */
const vat = (taxBasisPoints: number, shipping: Zone): CountryRates => ({
  taxBasisPoints,
  taxesShipping: true,
  shipping,
})

export const defaultRates: Rates = {
  countries: {
    // Sales tax is by state and town; a shop with nexus there asks a tax service.
    US: { taxBasisPoints: 0, taxesShipping: false, shipping: northAmerica },
    CA: vat(500, northAmerica),
    GB: vat(2000, europe),
    AT: vat(2000, europe),
    BE: vat(2100, europe),
    CH: vat(810, europe),
    DE: vat(1900, europe),
    DK: vat(2500, europe),
    ES: vat(2100, europe),
    FI: vat(2550, europe),
    FR: vat(2000, europe),
    IE: vat(2300, europe),
    IT: vat(2200, europe),
    NL: vat(2100, europe),
    NO: vat(2500, europe),
    PL: vat(2300, europe),
    PT: vat(2300, europe),
    SE: vat(2500, europe),
    AU: vat(1000, world),
    CN: vat(1300, world),
    JP: vat(1000, world),
    SG: vat(900, world),
  },
  // An export: the buyer's country asks for its tax at the border.
  elsewhere: { taxBasisPoints: 0, taxesShipping: false, shipping: world },
}
