import { items } from './api.js'
import { badge, disclosure, empty, h, json, labelled } from './dom.js'
import { clock, count } from './format.js'

export const title = 'Queues'

/** Dead-letter queues that hold something first: they want attention. */
export async function load() {
  const weight = (queue) => (queue.isDeadLetterQueue && queue.visible > 0 ? 2 : queue.isDeadLetterQueue ? 0 : 1)
  return (await items('queues')).sort((a, b) => weight(b) - weight(a) || a.name.localeCompare(b.name))
}

export function render(queues) {
  if (queues.length === 0) return empty('No queues', 'The loaded assembly has none.')
  return h('div.list', {}, queues.map(card))
}

function card(queue) {
  const stuck = queue.isDeadLetterQueue && queue.visible > 0
  const line = [
    h('span.name', {}, queue.name),
    queue.isDeadLetterQueue &&
      badge(stuck ? count(queue.visible, 'dead letter') : 'dead-letter queue', stuck ? 'bad' : ''),
    h(
      'span.numbers',
      {},
      `${queue.visible ?? 0} waiting · ${queue.inFlight ?? 0} in flight · ${queue.delayed ?? 0} delayed`,
    ),
  ]
  return disclosure(`queue ${queue.name}`, line, () => body(queue), stuck)
}

function body(queue) {
  const messages = queue.messages ?? []
  if (messages.length === 0) return h('p', {}, 'No message is waiting.')
  return messages.map((message, index) => {
    const line = [
      h('span.name', {}, message.id ?? message.messageId ?? `message ${index + 1}`),
      message.receiveCount > 0 && badge(`received ${message.receiveCount}×`, message.receiveCount > 1 ? 'warn' : ''),
      h('span.numbers', {}, ''),
      h('span.when', {}, clock(message.sentAt)),
    ]
    return disclosure(`message ${queue.name} ${message.id ?? index}`, line, () => [
      labelled('Body', json(parsed(message.body ?? message))),
      message.attributes &&
        Object.keys(message.attributes).length > 0 &&
        labelled('Attributes', json(message.attributes)),
    ])
  })
}

function parsed(body) {
  try {
    return typeof body === 'string' ? JSON.parse(body) : body
  } catch {
    return body
  }
}
