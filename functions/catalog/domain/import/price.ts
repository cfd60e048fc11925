/**
 * `19.99` in a currency of two decimals becomes 1999 minor units, without floating point.
 * @returns why not, where it is no such price
 */
export function minorUnits(text: string, currency: string): number | string {
  const decimals = decimalsOf(currency)
  const [, whole, fraction = ''] = /^(-?\d{1,12})(?:\.(\d{1,20}))?$/.exec(text) ?? []
  if (whole === undefined)
    return `"${text.slice(0, 40)}" is no price: write it like 1999.90, without signs and separators`
  const significant = fraction.replace(/0+$/, '')
  if (significant.length > decimals) return `${text} has more decimals than ${currency} has (${decimals})`
  return Number(`${whole}${significant.padEnd(decimals, '0')}`)
}

/** Of the minor unit in ISO 4217: 2 for USD, 0 for JPY, 3 for KWD. @param currency a code of three capital letters */
const decimalsOf = (currency: string): number =>
  new Intl.NumberFormat('en', { style: 'currency', currency }).resolvedOptions().maximumFractionDigits ?? 2
