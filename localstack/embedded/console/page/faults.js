import { change, view } from './api.js'
import { badge, empty, h } from './dom.js'
import { count } from './format.js'

export const title = 'Faults'

/** What a fault says besides its kind; a field is shown for the kinds named, or for all. */
const FIELDS = [
  { name: 'function', hint: 'a name, or how names begin', list: true },
  { name: 'service', hint: 'dynamodb, ses, events …' },
  { name: 'operation', hint: 'PutItem' },
  { name: 'probability', hint: '1', number: true },
  { name: 'skip', hint: '0', number: true },
  { name: 'times', hint: 'always', number: true },
  { name: 'delayMs', hint: '0', number: true },
  { name: 'seed', hint: '1', number: true },
  { name: 'errorName', hint: 'InternalServerError', kinds: ['error'] },
  { name: 'status', hint: '500', number: true, kinds: ['error'] },
  { name: 'scope', choices: ['invocation', 'process'], kinds: ['crash'] },
  { name: 'when', choices: ['before', 'after'], kinds: ['crash'] },
]
const KINDS = ['error', 'latency', 'throttle', 'lost-response', 'crash']

/** What is typed stays over a refresh. */
const draft = { kind: 'error' }
let problem = ''

export async function load() {
  const [{ faults }, { items = [] }] = await Promise.all([view('faults'), view('functions')])
  return { faults, functions: items.map(({ name }) => name), kind: draft.kind, problem }
}

export function render({ faults, functions }) {
  return [
    h('p.summary', {}, 'Makes calls slow, fail or crash on purpose. Everything here ends with the local cloud.'),
    form(functions),
    problem && h('p.alert', { role: 'alert' }, problem),
    faults.length === 0
      ? empty('No faults', 'Everything works as well as it can.')
      : [
          h(
            'p.summary',
            {},
            count(faults.length, 'fault'),
            ' ',
            button('remove all', 'Remove all', () => remove()),
          ),
          h('div.list', {}, faults.map(card)),
        ],
  ]
}

/** A refresh would take the form away from who is typing. */
export const isBusy = () => document.activeElement?.closest?.('form.fault') !== null

function form(functions) {
  const fields = FIELDS.filter(({ kinds }) => !kinds || kinds.includes(draft.kind))
  return h(
    'form.fault',
    { submit: add },
    labelled('kind', select('kind', KINDS, changeKind)),
    fields.map((field) => labelled(field.name, field.choices ? select(field.name, field.choices, keep) : input(field))),
    h(
      'datalist',
      { id: 'function-names' },
      functions.map((name) => h('option', { value: name })),
    ),
    h('button', { type: 'submit', 'data-key': 'fault add' }, 'Switch on'),
  )
}

const labelled = (name, control) => h('label', {}, h('span', {}, name), control)

const input = ({ name, hint, number, list }) =>
  h('input', {
    name,
    placeholder: hint,
    value: draft[name],
    inputmode: number ? 'decimal' : undefined,
    list: list ? 'function-names' : undefined,
    autocomplete: 'off',
    'data-key': `fault ${name}`,
    input: keep,
  })

const select = (name, choices, onChange) =>
  h(
    'select',
    { name, 'data-key': `fault ${name}`, change: onChange },
    choices.map((choice) => h('option', { value: choice, selected: draft[name] === choice }, choice)),
  )

function keep({ target }) {
  draft[target.name] = target.value
}

function changeKind(event) {
  keep(event)
  event.target.blur()
  refresh()
}

async function add(event) {
  event.preventDefault()
  const fields = FIELDS.filter(({ kinds }) => !kinds || kinds.includes(draft.kind))
  const given = fields.filter(({ name }) => (draft[name] ?? '') !== '')
  const values = given.map(({ name, number }) => [name, number ? Number(draft[name]) : draft[name].trim()])
  await attempt(() => change('POST', 'faults', { kind: draft.kind, ...Object.fromEntries(values) }))
}

const remove = (id) => attempt(() => change('DELETE', id ? `faults/${id}` : 'faults'))

async function attempt(work) {
  problem = ''
  await work().catch((error) => {
    problem = error.message
  })
  document.activeElement?.blur()
  refresh()
}

const refresh = () => document.dispatchEvent(new Event('needs-refresh'))

const button = (key, text, onClick) => h('button', { type: 'button', 'data-key': `fault ${key}`, click: onClick }, text)

function card(fault) {
  const { id, kind, hits, matched, hitsBy } = fault
  return h(
    'div.fault',
    {},
    h(
      'p.line',
      {},
      badge(kind, kind === 'latency' ? 'warn' : 'bad'),
      h('span.name', {}, where(fault)),
      h('span.numbers', {}, `${count(hits, 'hit')} of ${matched}`),
      button(`remove ${id}`, 'Remove', () => remove(id)),
    ),
    h('p.facts', {}, details(fault)),
    hitsBy.length > 0 &&
      h(
        'ul',
        {},
        hitsBy.map((who) => h('li', {}, `${who.hits} × ${where(who)}`)),
      ),
  )
}

function where({ function: name, service, operation }) {
  const call = service && `${service}:${operation ?? '*'}`
  if (!call) return `invocations of ${name}`
  return name ? `${call} by ${name}` : call
}

const details = ({ id, kind, function: _f, service: _s, operation: _o, hits: _h, matched: _m, hitsBy: _b, ...rest }) =>
  [id, ...Object.entries(rest).map(([name, value]) => `${name} ${value}`)].join(' · ')
