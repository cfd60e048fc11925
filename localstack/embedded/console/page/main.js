import * as buckets from './buckets.js'
import { h } from './dom.js'
import * as events from './events.js'
import * as executions from './executions.js'
import * as faults from './faults.js'
import * as functions from './functions.js'
import * as mailbox from './mailbox.js'
import * as metrics from './metrics.js'
import * as queues from './queues.js'
import * as tables from './tables.js'

const REFRESH_MS = 2000
const TABS = { functions, tables, buckets, mailbox, queues, executions, events, metrics, faults }

const content = document.getElementById('content')
const notice = document.getElementById('notice')
const live = document.getElementById('refresh')
let shown = ''
let busy = false

/** `#/executions/order-1?status=FAILED` → tab, rest of the path, query */
function route() {
  const [path, query = ''] = location.hash.replace(/^#\/?/, '').split('?')
  const [name, ...rest] = path.split('/').filter(Boolean).map(decodeURIComponent)
  return { tab: name in TABS ? name : 'functions', rest, query: Object.fromEntries(new URLSearchParams(query)) }
}

function showTabs(active) {
  const links = Object.entries(TABS).map(([name, tab]) =>
    h('a', { href: `#/${name}`, 'aria-current': name === active ? 'page' : undefined }, tab.title),
  )
  document.getElementById('tabs').replaceChildren(...links)
  document.title = `${TABS[active].title} · Local cloud`
}

async function refresh() {
  const hash = location.hash
  const current = route()
  const tab = TABS[current.tab]
  try {
    const data = await tab.load(current)
    if (hash !== location.hash) return
    say('')
    const state = `${hash} ${JSON.stringify(data)}`
    if (state === shown) return
    if (tab.isBusy?.()) return
    shown = state
    render(tab.render(data, current))
  } catch (error) {
    if (hash === location.hash)
      say(error instanceof TypeError ? 'The local cloud does not answer. Is it running?' : error.message)
  }
}

/** Keeps the keyboard focus and the scroll positions over a refresh. */
function render(nodes) {
  const focused = document.activeElement?.dataset?.key
  const scrolled = [...content.querySelectorAll('pre')].map((pre) => pre.scrollTop)
  content.replaceChildren(...[nodes].flat(Infinity).filter(Boolean))
  for (const [index, pre] of content.querySelectorAll('pre').entries()) pre.scrollTop = scrolled[index] ?? 0
  if (focused) content.querySelector(`[data-key="${CSS.escape(focused)}"]`)?.focus({ preventScroll: true })
}

function say(text) {
  notice.textContent = text
  notice.hidden = text === ''
}

async function tick() {
  if (busy || document.hidden || !live.checked) return
  busy = true
  await refresh()
  busy = false
}

addEventListener('hashchange', () => {
  showTabs(route().tab)
  shown = ''
  content.replaceChildren()
  void refresh()
})
document.addEventListener('visibilitychange', tick)
document.addEventListener('needs-refresh', () => void refresh())
document.addEventListener('keydown', (event) => {
  const number = Number(event.key)
  const name = Object.keys(TABS)[number - 1]
  const typing = event.target.matches?.('input:not([type=checkbox]), select')
  if (name && !typing && !event.metaKey && !event.ctrlKey && !event.altKey) location.hash = `#/${name}`
})
live.addEventListener('change', tick)
setInterval(tick, REFRESH_MS)
showTabs(route().tab)
void refresh()
