import { items } from './api.js'
import { badge, disclosure, empty, h, isOpen, json } from './dom.js'
import { count } from './format.js'

export const title = 'Tables'
const LIMIT = 50

export async function load({ rest: [only] }) {
  const tables = await items('tables')
  const opened = tables.filter(({ name }) => isOpen(`table ${name}`) || name === only)
  const contents = await Promise.all(
    opened.map(({ name }) => items(`tables/${encodeURIComponent(name)}`, { limit: LIMIT })),
  )
  return { tables, contents: Object.fromEntries(opened.map(({ name }, index) => [name, contents[index]])) }
}

export function render({ tables, contents }, { rest: [only] }) {
  if (tables.length === 0) return empty('No tables', 'The loaded assembly has none.')
  return h(
    'div.list',
    {},
    tables.map((table) => card(table, contents[table.name], table.name === only)),
  )
}

function card(table, rows, initiallyOpen) {
  const line = [
    h('span.name', {}, table.name),
    table.streamEnabled && badge('stream', 'info'),
    h('span.numbers', {}, count(table.itemCount, 'item')),
  ]
  const details = disclosure(`table ${table.name}`, line, () => body(table, rows), initiallyOpen)
  details.addEventListener('toggle', () => {
    if (details.open && !rows) document.dispatchEvent(new Event('needs-refresh'))
  })
  return details
}

function body(table, rows) {
  if (!rows) return h('p', {}, 'Loading…')
  if (rows.length === 0) return h('p', {}, 'The table is empty.')
  const columns = columnsOf(rows)
  return [
    h(
      'div.scroll',
      { tabindex: '0' },
      h(
        'table',
        {},
        h(
          'thead',
          {},
          h(
            'tr',
            {},
            h('th', { scope: 'col' }, 'Item'),
            columns.map((name) => h('th', { scope: 'col' }, name)),
          ),
        ),
        h(
          'tbody',
          {},
          rows.map((row, index) => tableRow(table.name, columns, row, index)),
        ),
      ),
    ),
    table.itemCount > rows.length && h('p.facts', {}, `The first ${rows.length} of ${table.itemCount} items.`),
  ]
}

/** The keys first, then the fields that most items have. */
function columnsOf(rows) {
  const seen = new Map()
  for (const row of rows) for (const key of Object.keys(row)) seen.set(key, (seen.get(key) ?? 0) + 1)
  const weight = (key) => (/^(pk|sk|id)$/i.test(key) ? 1e9 : 0) + (seen.get(key) ?? 0)
  return [...seen.keys()].sort((a, b) => weight(b) - weight(a)).slice(0, 7)
}

function tableRow(name, columns, row, index) {
  const cell = (value) => {
    const text = value === undefined ? '' : typeof value === 'object' ? JSON.stringify(value) : String(value)
    return h('td', { title: text.slice(0, 400) }, text.length > 60 ? `${text.slice(0, 60)}…` : text)
  }
  const key = `item ${name} ${row.pk ?? row.PK ?? row.id ?? index} ${row.sk ?? row.SK ?? ''}`
  return h(
    'tr',
    {},
    h(
      'td.whole',
      {},
      disclosure(key, 'JSON', () => json(row)),
    ),
    columns.map((column) => cell(row[column])),
  )
}
