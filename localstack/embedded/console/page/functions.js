import { items } from './api.js'
import { badge, disclosure, empty, h, isOpen, json, labelled } from './dom.js'
import { clock, count, duration } from './format.js'

export const title = 'Functions'

/** The invocations only of the functions that are open. */
export async function load({ rest: [only] }) {
  const functions = await items('functions')
  functions.sort((a, b) => a.name.localeCompare(b.name))
  const opened = functions.filter(({ name }) => isOpen(`function ${name}`) || name === only)
  const invocations = await Promise.all(opened.map(({ name }) => items('invocations', { function: name })))
  return { functions, invocations: Object.fromEntries(opened.map(({ name }, index) => [name, invocations[index]])) }
}

export function render({ functions, invocations }, { rest: [only] }) {
  if (functions.length === 0) return empty('No functions', 'The loaded assembly has none.')
  const total = functions.reduce((sum, { invocations: calls }) => sum + (calls ?? 0), 0)
  return [
    h('p.summary', {}, `${count(functions.length, 'function')} · ${count(total, 'invocation')}`),
    h(
      'div.list',
      {},
      functions.map((item) => card(item, invocations[item.name], item.name === only)),
    ),
  ]
}

function card(item, invocations, initiallyOpen) {
  const line = [
    h('span.name', {}, item.name),
    item.errors > 0 && badge(count(item.errors, 'error'), 'bad'),
    h(
      'span.numbers',
      {},
      `${item.invocations ?? 0} calls · ${count(item.coldStarts, 'cold start')} · ${item.environments ?? 0} warm`,
    ),
    h('span.when', {}, clock(item.lastInvokedAt)),
  ]
  const details = disclosure(`function ${item.name}`, line, () => body(item, invocations), initiallyOpen)
  details.addEventListener('toggle', () => {
    if (details.open && !invocations) document.dispatchEvent(new Event('needs-refresh'))
  })
  return details
}

function body(item, invocations) {
  return [
    h('p.facts', {}, `${item.memoryMb} MB · timeout ${item.timeoutSeconds} s · `, h('code', {}, item.arn)),
    !invocations && h('p', {}, 'Loading…'),
    invocations?.length === 0 && h('p', {}, 'Not invoked yet.'),
    invocations?.map((invocation) => invocationCard(item.name, invocation)),
  ]
}

function invocationCard(name, invocation) {
  const running = invocation.ok === undefined || invocation.ok === null
  const line = [
    running ? badge('running', 'live') : badge(invocation.ok ? 'ok' : 'failed', invocation.ok ? 'good' : 'bad'),
    h('span.name', {}, invocation.source),
    invocation.coldStart && badge('cold start', 'info'),
    h('span.numbers', {}, duration(invocation.durationMs)),
    h('span.when', {}, clock(invocation.at)),
  ]
  return disclosure(`invocation ${name} ${invocation.id}`, line, () => [
    labelled('Event', json(invocation.event)),
    invocation.error !== undefined
      ? labelled('Error', json(invocation.error))
      : labelled('Result', json(invocation.result ?? null)),
    invocation.logs?.length > 0 && labelled('Logs', h('div.logs', {}, invocation.logs.map(logLine))),
  ])
}

function logLine(line) {
  if (typeof line === 'string') return h('pre.log', {}, line)
  const level = String(line.level ?? '').toLowerCase()
  const kind = { error: 'bad', warn: 'warn', critical: 'bad' }[level] ?? ''
  const { level: _level, message, timestamp: _timestamp, ...rest } = line
  return h(
    'div.log',
    {},
    level && badge(level, kind),
    h('span', {}, String(message ?? '')),
    h('code', {}, JSON.stringify(rest)),
  )
}
