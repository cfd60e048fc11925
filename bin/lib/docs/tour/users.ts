import { type Api, until } from '../../api.ts'
import type { Tour } from './tour.ts'
import { idempotent } from './tour.ts'

const email = 'robin@customer.example'
const password = 'Correct-Horse-9-Battery'

const home = {
  recipient: 'Robin Vale',
  phone: '+1 202 555 0143',
  line1: '12 Harbour Lane',
  city: 'Portsmouth',
  region: 'NH',
  postalCode: '03801',
  country: 'US',
}

/** The customer, who is signed in at the end. */
export async function userStops({ api, tape, admin }: Tour & { admin: Api }): Promise<Api> {
  const person = { email, password, name: 'Robin Vale', phone: '+1 202 555 0143', locale: 'en' }
  await tape.show('A new customer', () => api.post('/api/users/register', { params: idempotent(), body: person }))
  await tape.show('The e-mail address has an account', () =>
    api.send({ method: 'POST', path: '/api/users/register', body: person }),
  )
  const { accessToken, refreshToken } = await tape.show('Log in', () =>
    api.post('/api/users/login', { body: { email, password } }),
  )
  await tape.show('A wrong password', () =>
    api.send({ method: 'POST', path: '/api/users/login', body: { email, password: 'Correct-Horse-8' } }),
  )
  const next = await tape.show('A new pair of tokens', () => api.post('/api/users/refresh', { body: { refreshToken } }))
  let customer = api.as(next.accessToken)
  await tape.show('Your account', () => customer.get('/api/users/profile'))
  await tape.show('Without a token', () => api.send({ method: 'GET', path: '/api/users/profile' }))
  const changes = { name: 'Robin A. Vale', marketingConsent: true }
  await tape.show('Another name, if nobody changed the account meanwhile', () =>
    customer.put('/api/users/profile', { params: { header: { 'If-Match': '"1"' } }, body: changes }),
  )
  await tape.show('A stale version', () =>
    customer.send({ method: 'PUT', path: '/api/users/profile', body: changes, headers: { 'if-match': '"1"' } }),
  )
  await addressStops(customer, tape)
  await passwordStops({ api, tape }, customer, accessToken)
  customer = api.as((await api.post('/api/users/login', { body: { email, password } })).accessToken)
  await keyStops(admin, tape)
  return customer
}

async function addressStops(customer: Api, tape: Tour['tape']): Promise<void> {
  const { address } = await tape.show('The first address becomes the default', () =>
    customer.post('/api/users/addresses', { params: idempotent(), body: home }),
  )
  await tape.show('A field is missing', () =>
    customer.send({ method: 'POST', path: '/api/users/addresses', body: { ...home, city: undefined, country: 'USA' } }),
  )
  const path = { id: address.id }
  await tape.show('Replace an address', () =>
    customer.put('/api/users/addresses/{id}', {
      params: { path, header: { 'If-Match': `"${address.version}"` } },
      body: { ...home, line2: 'Second floor' },
    }),
  )
  await customer.post('/api/users/addresses', { body: { ...home, line1: '3 Mill Street' } })
  const { items } = await tape.show('All addresses', () => customer.get('/api/users/addresses'))
  await tape.show('Delete an address', () =>
    customer.delete('/api/users/addresses/{id}', { params: { path: { id: items[1]!.id } } }),
  )
}

async function passwordStops({ api, tape }: Pick<Tour, 'api' | 'tape'>, customer: Api, old: string): Promise<void> {
  const newPassword = 'Wrong-Stable-7-Charger'
  await tape.show('Change the password', () =>
    customer.post('/api/users/password', { body: { currentPassword: password, newPassword } }),
  )
  await tape.show('End a session', () => api.as(old).send({ method: 'POST', path: '/api/users/logout', body: {} }))
  await tape.show('Ask for a code by e-mail', () => api.post('/api/users/password/forgot', { body: { email } }))
  const code = await codeMailedTo(api, email)
  await tape.show('Set a new password by the code', () =>
    api.post('/api/users/password/reset', { body: { email, code, newPassword: password } }),
  )
}

async function codeMailedTo(api: Api, to: string): Promise<string> {
  const codeIn = (mails: { text: string }[]) =>
    mails.map(({ text }) => /\d{4}(?:[ -]?\d{4}){3}/.exec(text)?.[0]).find(Boolean)
  const { items } = await until(
    'the mail with the code',
    () => api.call('GET', `/_local/api/mailbox?to=${to}`),
    (mailbox) => codeIn(mailbox.items) !== undefined,
  )
  return codeIn(items)!
}

async function keyStops(admin: Api, tape: Tour['tape']): Promise<void> {
  const { apiKey } = await tape.show('A key for a warehouse', () =>
    admin.post('/api/api-keys', { params: idempotent(), body: { name: 'Warehouse', scopes: ['inventory:write'] } }),
  )
  await tape.show('All keys', () => admin.get('/api/api-keys'))
  await tape.show('End a key', () => admin.delete('/api/api-keys/{id}', { params: { path: { id: apiKey.id } } }))
}
