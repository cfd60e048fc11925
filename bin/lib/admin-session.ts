import { defaultPassword } from '../demo-data/accounts.ts'
import { Api } from './api.ts'
import { runningShop } from './running-shop.ts'

/**
 * A client in an admin's name: of the shop at `url` with that admin's access token, or of the one that runs on this
 * machine with the test account. @throws an error that says what to give or to start
 */
export async function adminOf(given: { url?: string | undefined; token?: string | undefined }): Promise<Api> {
  const url = given.url ?? (process.env.TRADEWIND_URL || undefined)
  const token = given.token ?? process.env.TRADEWIND_TOKEN
  if (token) {
    const address = url ?? runningShop()?.url
    if (!address) throw new Error('Which shop? No one runs here: give --url.')
    return new Api(address.replace(/\/$/, '')).as(token)
  }
  if (url) throw new Error(`Give the access token of an admin of ${url} as --token or TRADEWIND_TOKEN.`)
  const shop = runningShop()
  if (!shop) throw new Error('No shop is running here. Start one with "npm start", or give --url and --token.')
  const api = new Api(shop.url)
  const password = process.env.TRADEWIND_PASSWORD ?? defaultPassword
  const email = 'admin@tradewind.example'
  const answer = await api.send({ method: 'POST', path: '/api/users/login', body: { email, password } })
  if (answer.status !== 200) {
    throw new Error(`${email} cannot log in (${answer.body?.detail ?? answer.status}). Is TRADEWIND_PASSWORD right?`)
  }
  return api.as(answer.body.accessToken)
}
