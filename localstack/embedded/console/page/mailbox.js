import { items } from './api.js'
import { badge, disclosure, empty, h, labelled } from './dom.js'
import { clock, count } from './format.js'

export const title = 'Mailbox'

export const load = async ({ query }) => items('mailbox', { to: query.to })

export function render(messages, { query }) {
  const search = h('input', {
    type: 'search',
    'data-key': 'mailbox filter',
    'aria-label': 'Only messages to this recipient',
    placeholder: 'Recipient',
    value: query.to,
    change: (event) => {
      const to = event.target.value.trim()
      location.hash = to ? `#/mailbox?to=${encodeURIComponent(to)}` : '#/mailbox'
    },
  })
  const bar = h('div.toolbar', {}, search, h('span', {}, count(messages.length, 'message')))
  if (messages.length === 0)
    return [
      bar,
      empty('No messages', 'E-mails and text messages that functions send appear here; none leaves this machine.'),
    ]
  return [bar, h('div.list', {}, messages.map(card))]
}

function card(message) {
  const line = [
    badge(message.channel === 'sms' ? 'SMS' : 'e-mail', message.channel === 'sms' ? 'info' : 'good'),
    h('span.name', {}, message.subject || (message.text ?? '').slice(0, 80) || '(no subject)'),
    h('span.numbers', {}, [message.to].flat().join(', ')),
    h('span.when', {}, clock(message.at)),
  ]
  return disclosure(`message ${message.id}`, line, () => [
    message.html &&
      h('iframe.mail', {
        sandbox: '',
        title: 'The e-mail',
        src: `/_local/mail/${encodeURIComponent(message.id)}`,
        loading: 'lazy',
      }),
    message.text &&
      (message.html
        ? disclosure(`text ${message.id}`, 'Text version', () => h('pre.text', {}, message.text))
        : labelled('Text', h('pre.text', {}, message.text))),
  ])
}
