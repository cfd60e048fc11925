import type { Api } from '../api.ts'

const countries: Readonly<Record<string, string>> = {
  'United Kingdom': 'GB',
  France: 'FR',
  Germany: 'DE',
  EIRE: 'IE',
  Spain: 'ES',
  Netherlands: 'NL',
  Belgium: 'BE',
  Switzerland: 'CH',
  Portugal: 'PT',
  Australia: 'AU',
  Norway: 'NO',
  Italy: 'IT',
  'Channel Islands': 'JE',
  Finland: 'FI',
  Cyprus: 'CY',
  Sweden: 'SE',
  Austria: 'AT',
  Denmark: 'DK',
  Japan: 'JP',
  Poland: 'PL',
  USA: 'US',
}

/** The address that an invoice is sent to: its country is real, the rest is made up. */
export const addressOf = (customer: string, country: string) => ({
  recipient: `Customer ${customer}`,
  phone: '+44 20 7946 0000',
  line1: '1 Replay Street',
  city: 'London',
  postalCode: 'N1 1AA',
  country: countries[country] ?? 'GB',
})

/** Registers each customer once, and logs in again before a token ends. */
export class Customers {
  readonly #api: Api
  readonly #sessions = new Map<string, { api: Promise<Api>; until: number }>()

  constructor(api: Api) {
    this.#api = api
  }

  session(customer: string): Promise<Api> {
    const known = this.#sessions.get(customer)
    if (known && known.until > Date.now()) return known.api
    const api = this.#login(customer)
    this.#sessions.set(customer, { api, until: Date.now() + 10 * 60_000 })
    return api
  }

  async #login(customer: string): Promise<Api> {
    const email = `customer-${customer}@replay.example`
    const password = `Replay-${customer}-of-Tradewind`
    const registered = await this.#api.send({
      method: 'POST',
      path: '/api/users/register',
      body: { email, password, name: `Customer ${customer}` },
    })
    if (registered.status !== 201 && registered.body?.code !== 'EMAIL_TAKEN') {
      throw new Error(
        `Customer ${customer} could not register: ${registered.status} ${JSON.stringify(registered.body)}`,
      )
    }
    const { accessToken } = await this.#api.call('POST', '/api/users/login', { email, password })
    return this.#api.as(accessToken)
  }
}
