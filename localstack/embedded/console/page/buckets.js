import { items } from './api.js'
import { badge, disclosure, empty, h, isOpen } from './dom.js'
import { count } from './format.js'

export const title = 'Buckets'
const LIMIT = 50

export async function load({ rest: [only] }) {
  const buckets = await items('buckets')
  const opened = buckets.filter(({ name }) => isOpen(`bucket ${name}`) || name === only)
  const contents = await Promise.all(
    opened.map(({ name }) => items(`buckets/${encodeURIComponent(name)}`, { limit: LIMIT })),
  )
  return { buckets, contents: Object.fromEntries(opened.map(({ name }, index) => [name, contents[index]])) }
}

export function render({ buckets, contents }, { rest: [only] }) {
  if (buckets.length === 0) return empty('No buckets', 'The loaded assembly has none.')
  return h(
    'div.list',
    {},
    buckets.map((bucket) => card(bucket, contents[bucket.name], bucket.name === only)),
  )
}

function card(bucket, objects, initiallyOpen) {
  const line = [
    h('span.name', {}, bucket.name),
    bucket.versioning && badge('versions', 'info'),
    h('span.numbers', {}, `${count(bucket.objectCount, 'object')}, ${kilobytes(bucket.bytes)}`),
  ]
  const details = disclosure(`bucket ${bucket.name}`, line, () => body(bucket, objects), initiallyOpen)
  details.addEventListener('toggle', () => {
    if (details.open && !objects) document.dispatchEvent(new Event('needs-refresh'))
  })
  return details
}

const HEADINGS = ['Key', 'Size', 'Type', 'Changed', 'ETag']

function body(bucket, objects) {
  if (!objects) return h('p', {}, 'Loading…')
  if (objects.length === 0) return h('p', {}, 'The bucket is empty.')
  const rows = objects.map(({ key, size, contentType, lastModified, etag }) =>
    h(
      'tr',
      {},
      [key, kilobytes(size), contentType, lastModified, etag].map((text) => h('td', { title: text }, text)),
    ),
  )
  const head = h(
    'tr',
    {},
    HEADINGS.map((name) => h('th', { scope: 'col' }, name)),
  )
  return [
    h('div.scroll', { tabindex: '0' }, h('table', {}, h('thead', {}, head), h('tbody', {}, rows))),
    bucket.objectCount > objects.length &&
      h('p.facts', {}, `The first ${objects.length} of ${bucket.objectCount} objects.`),
  ]
}

const kilobytes = (bytes) => `${(bytes / 1024).toLocaleString('en', { maximumFractionDigits: 1 })} KB`
