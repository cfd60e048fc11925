import { items } from './api.js'
import { badge, disclosure, empty, h, json } from './dom.js'
import { clock } from './format.js'

export const title = 'Events'

export const load = () => items('events', { limit: 100 })

export function render(events) {
  if (events.length === 0) return empty('No events', 'What functions put on event buses appears here.')
  return h('div.list', {}, events.map(card))
}

function card(event) {
  const line = [
    h('span.name', {}, event.detailType),
    event.matchedRules === 0 && badge('no rule matched', 'warn'),
    h('span.numbers', {}, `${event.source} → ${event.bus}`),
    h('span.when', {}, clock(event.time)),
  ]
  return disclosure(`event ${event.id}`, line, () => json(event.detail))
}
