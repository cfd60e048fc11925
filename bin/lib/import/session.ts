import { defaultPassword } from '../../demo-data/accounts.ts'
import { Api } from '../api.ts'

/** Renewed before the access token ends: a large file takes longer than 15 minutes. */
const SESSION_MS = 10 * 60_000

/** By TRADEWIND_API_KEY where there is one; else as the seeded member of staff. */
export function importerSession(url: string): () => Promise<Api> {
  const key = process.env.TRADEWIND_API_KEY
  if (key) return async () => new Api(url, { 'x-api-key': key })
  let session: { api: Promise<Api>; until: number } | undefined
  return () => {
    if (!session || session.until < Date.now()) session = { api: login(new Api(url)), until: Date.now() + SESSION_MS }
    return session.api
  }
}

async function login(api: Api): Promise<Api> {
  const password = process.env.TRADEWIND_PASSWORD ?? defaultPassword
  const { accessToken } = await api.call('POST', '/api/users/login', { email: 'staff@tradewind.example', password })
  return api.as(accessToken)
}
