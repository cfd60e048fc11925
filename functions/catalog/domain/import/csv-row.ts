/** A CSV row as the fields of a product, not yet validated. */
import type { FieldError } from '../../../shared/errors.ts'
import type { Columns } from './columns.ts'
import { minorUnits } from './price.ts'

export type RowFields = Readonly<Record<string, unknown>>

/** An empty cell says nothing about its field. @param currency for rows that name none */
export function fieldsOfRow(
  cells: readonly string[],
  { byField }: Columns,
  currency: string,
): { readonly fields: RowFields; readonly errors: readonly FieldError[] } {
  const errors: FieldError[] = []
  const fields: Record<string, unknown> = {}
  const attributes: Record<string, string> = {}
  const zh: Record<string, string> = {}
  const cell = (index: number | undefined) => (index === undefined ? '' : (cells[index] ?? '').trim())
  for (const [field, index] of byField) {
    const text = cell(index)
    if (text === '' || field === 'currency') continue
    if (field.startsWith('attributes.')) attributes[field.slice('attributes.'.length)] = text
    else if (field === 'name_zh' || field === 'description_zh') zh[field.slice(0, -'_zh'.length)] = text
    else if (field === 'images' || field === 'tags') fields[field] = listOf(text)
    else if (field === 'price' || field === 'price_minor') {
      const price = priceOf(field, text, (cell(byField.get('currency')) || currency).toUpperCase())
      if (typeof price === 'string') errors.push({ path: field, message: price })
      else fields.price = price
    } else fields[field] = text
  }
  if (Object.keys(attributes).length > 0) fields.attributes = attributes
  if (Object.keys(zh).length > 0) fields.translations = { zh }
  return { fields, errors }
}

const listOf = (text: string): string[] =>
  text
    .split('|')
    .map((part) => part.trim())
    .filter((part) => part !== '')

function priceOf(field: 'price' | 'price_minor', text: string, currency: string) {
  if (!/^[A-Z]{3}$/.test(currency)) return `"${currency.slice(0, 20)}" is no ISO 4217 code such as USD`
  if (field === 'price') {
    const amount = minorUnits(text, currency)
    return typeof amount === 'string' ? amount : { amount, currency }
  }
  return /^-?\d{1,15}$/.test(text) ? { amount: Number(text), currency } : `"${text.slice(0, 40)}" is no whole number`
}
