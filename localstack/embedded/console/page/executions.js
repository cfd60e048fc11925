import { items, view } from './api.js'
import { badge, empty, h } from './dom.js'
import { renderExecution } from './execution.js'
import { between, clock, count } from './format.js'
import { kindOf, STATUSES } from './statuses.js'

export const title = 'Executions'

export async function load({ rest, query }) {
  if (rest.length > 0) return { execution: await view(`executions/${rest.map(encodeURIComponent).join('/')}`) }
  return { executions: await items('executions', { status: query.status, limit: 100 }) }
}

export function render({ execution, executions }, { query }) {
  if (execution) return renderExecution(execution)
  const bar = h(
    'div.toolbar',
    { role: 'group', 'aria-label': 'Status' },
    ['', ...STATUSES].map((status) => chip(status, query.status ?? '')),
  )
  if (executions.length === 0)
    return [bar, empty('No executions', 'Executions of state machines appear here when they start.')]
  return [bar, h('p.summary', {}, count(executions.length, 'execution')), table(executions)]
}

function chip(status, selected) {
  const href = status ? `#/executions?status=${status}` : '#/executions'
  const current = status === selected ? 'true' : undefined
  return h('a.chip', { href, 'aria-current': current }, status ? label(status) : 'All')
}

const label = (status) => status.charAt(0) + status.slice(1).toLowerCase().replace('_', ' ')

function table(executions) {
  const row = (item) =>
    h(
      'tr',
      {},
      h('td', {}, badge(label(item.status), kindOf(item.status))),
      h(
        'td',
        {},
        h('a', { href: `#/executions/${encodeURIComponent(item.id)}`, 'data-key': `execution ${item.arn}` }, item.name),
      ),
      h('td', {}, item.stateMachine),
      h('td', {}, item.currentState ?? ''),
      h('td.right', {}, clock(item.startedAt)),
      h('td.right', {}, item.stoppedAt ? between(item.startedAt, item.stoppedAt) : 'running'),
    )
  const heads = ['Status', 'Execution', 'State machine', 'Now in', 'Started', 'Took']
  return h(
    'div.scroll',
    { tabindex: '0' },
    h(
      'table.wide',
      {},
      h(
        'thead',
        {},
        h(
          'tr',
          {},
          heads.map((head, index) => h(index > 3 ? 'th.right' : 'th', { scope: 'col' }, head)),
        ),
      ),
      h('tbody', {}, executions.map(row)),
    ),
  )
}
