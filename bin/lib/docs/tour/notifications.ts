import { until } from '../../api.ts'
import { idempotent, type Visit } from './tour.ts'

export async function notificationStops({ customer, staff, tape }: Visit): Promise<void> {
  const data = { title: 'Open on Sunday', text: 'This Sunday we are there from 10 to 16 h.' }
  await tape.show('An e-mail to an address', () =>
    staff.post('/api/notifications/email', {
      params: idempotent(),
      body: { to: 'robin@customer.example', template: 'announcement', data },
    }),
  )
  await tape.show('A text message', () =>
    staff.post('/api/notifications/sms', {
      params: idempotent(),
      body: { to: '+1 202 555 0143', template: 'back-in-stock', data: { productName: 'Gale Rain Jacket' } },
    }),
  )
  const { items } = await until(
    'a message in the inbox',
    () => customer.get('/api/notifications'),
    (inbox) => inbox.items.some(({ template }) => template === 'order-delivered'),
  )
  await tape.show('My messages', () => customer.get('/api/notifications', { params: { query: { unread: 'true' } } }))
  await tape.show('I have read it', () =>
    customer.put('/api/notifications/{id}/read', { params: { path: { id: items[0]!.id } } }),
  )
  await tape.show('I have read them all', () => customer.post('/api/notifications/read-all'))
  await tape.show('What I get on which channel', () => customer.get('/api/notifications/preferences'))
  await tape.show('No text messages, and silence at night', () =>
    customer.put('/api/notifications/preferences', {
      body: {
        channels: { order: { sms: false } },
        quietHours: { from: '22:00', to: '07:00', timeZone: 'America/New_York' },
      },
    }),
  )
}
