/** What the columns of a CSV file mean, decided from its first line. */
import type { FieldError } from '../../../shared/errors.ts'

/** Fields that a column may be; `attributes.<name>` as well. */
export const importFields = [
  'sku',
  'name',
  'description',
  'price',
  'price_minor',
  'currency',
  'category',
  'brand',
  'images',
  'tags',
  'slug',
  'status',
  'name_zh',
  'description_zh',
] as const
type ImportField = (typeof importFields)[number] | `attributes.${string}`

/** Other ways to write a field: as in the JSON of the API. */
const synonyms: Readonly<Record<string, ImportField>> = { 'price.amount': 'price_minor', 'price.currency': 'currency' }

/** As in the query of an import. */
export interface ColumnWishes {
  /** `sku:stock_code,name:title`: column of the file by field; columns that are not named are left out. */
  readonly columns?: string | undefined
  /** `kind:product`: only rows with this text in this column are imported. */
  readonly only?: string | undefined
}

export interface Columns {
  /** Index of the column by field. */
  readonly byField: ReadonlyMap<ImportField, number>
  readonly only: { readonly index: number; readonly value: string; readonly column: string } | undefined
}

/** @param header the first line's fields */
export function columnsOf(
  header: readonly string[],
  wishes: ColumnWishes,
): Columns | { readonly errors: FieldError[] } {
  const names = header.map((name) => name.trim())
  const errors: FieldError[] = names
    .filter((name, index) => name !== '' && names.indexOf(name) !== index)
    .map((name) => ({ path: `header.${name}`, message: 'this column is there twice' }))
  const indexOf = (column: string, path: string): number => {
    const index = names.indexOf(column)
    if (index < 0) errors.push({ path, message: `the file has no column "${column}", but: ${names.join(', ')}` })
    return index
  }
  const byField = new Map<ImportField, number>()
  const only = wishes.only === undefined ? undefined : pairOf(wishes.only)
  if (wishes.columns) {
    for (const [field, column] of wishes.columns.split(',').map(pairOf)) {
      if (isImportField(field)) byField.set(field, indexOf(column, `query.columns.${field}`))
      else errors.push({ path: 'query.columns', message: `"${field}" is no field of a product. ${allowed}` })
    }
  } else {
    for (const [index, name] of names.entries()) {
      const field = fieldOf(name)
      if (field) byField.set(field, index)
      else if (name !== only?.[0]) errors.push({ path: `header.${name}`, message: `unknown column. ${allowed}` })
    }
  }
  if (!byField.has('sku')) errors.push({ path: 'header.sku', message: `there is no column for the sku${hint(names)}` })
  if (byField.has('price') && byField.has('price_minor')) {
    errors.push({ path: 'header.price_minor', message: 'the price is there already, in another column' })
  }
  const onlyIndex = only && indexOf(only[0], 'query.only')
  if (errors.length > 0) return { errors }
  return { byField, only: only && { column: only[0], value: only[1], index: onlyIndex! } }
}

function pairOf(text: string): readonly [string, string] {
  const colon = text.indexOf(':')
  return [text.slice(0, colon).trim(), text.slice(colon + 1).trim()]
}

const allowed = `Known are ${importFields.join(', ')} and attributes.<name>; a file with other names is mapped by ?columns=`

const isImportField = (name: string): name is ImportField =>
  (importFields as readonly string[]).includes(name) || /^attributes\../.test(name)

function fieldOf(column: string): ImportField | undefined {
  const lower = column.toLowerCase()
  if (isImportField(lower)) return lower.startsWith('attributes.') ? (column as ImportField) : lower
  return synonyms[lower]
}

function hint(names: readonly string[]): string {
  if (names.length > 1) return ''
  const delimiter = [...';\t|'].find((character) => names[0]?.includes(character))
  return delimiter ? `; the columns seem to be separated by "${delimiter}": say so by ?delimiter=` : ''
}
