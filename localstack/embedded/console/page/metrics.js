import { items } from './api.js'
import { empty, h } from './dom.js'
import { clock, count } from './format.js'

export const title = 'Metrics'

export const load = () => items('metrics')

export function render(metrics) {
  if (metrics.length === 0) return empty('No metrics', 'No function has written a metric since the start.')
  return h(
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
          heads.map((text) => h('th', { scope: 'col' }, text)),
        ),
      ),
      h('tbody', {}, metrics.map(row)),
    ),
  )
}

const heads = ['Metric', 'Dimensions', 'Newest value', 'At', 'Values']

function row({ namespace, name, dimensions, value, unit, at, count: values }) {
  const shown = Object.entries(dimensions).map(([key, text]) => `${key} ${text}`)
  const cells = [
    `${namespace} ${name}`,
    shown.join(' · '),
    `${value}${unit && unit !== 'Count' ? ` ${unit}` : ''}`,
    clock(at),
    count(values, 'value'),
  ]
  return h(
    'tr',
    {},
    cells.map((text) => h('td', {}, text)),
  )
}
