/** `npm run api-keys -- create --name NAME --scopes a,b [--expires DATE] | list | revoke ID`: service keys of a running shop. */
import { parseArgs } from 'node:util'
import { scopes } from '../functions/shared/http/route.ts'
import { adminOf } from './lib/admin-session.ts'
import { allPages } from './lib/all-pages.ts'
import type { Api } from './lib/api.ts'
import { loadDotEnv } from './lib/dot-env.ts'

const usage = `Usage: npm run api-keys -- COMMAND [--url https://… --token ACCESS_TOKEN]

  create --name NAME --scopes ${scopes.slice(0, 2).join(',')} [--expires 2030-12-31]
  list
  revoke ID

Scopes: ${scopes.join(', ')}
Without --url it is the shop that "npm start" runs here. For a stage give --url or TRADEWIND_URL, and the access
token of an admin as --token or TRADEWIND_TOKEN (POST /api/users/login gives one).`

interface ApiKey {
  readonly id: string
  readonly name: string
  readonly scopes: readonly string[]
  readonly createdAt: string
  readonly expiresAt?: string
  readonly lastUsedAt?: string
  readonly key?: string
}

class UsageError extends Error {}

const commands: Record<string, (admin: () => Promise<Api>, given: Given) => Promise<void>> = {
  async create(admin, { name, scopes: wanted, expires }) {
    if (!name || !wanted) throw new UsageError('"create" needs --name and --scopes.')
    const body = {
      name,
      scopes: wanted.split(',').map((scope) => scope.trim()),
      ...(expires ? { expiresAt: timeOf(expires) } : {}),
    }
    const { apiKey } = (await (await admin()).call('POST', '/api/api-keys', body)) as { apiKey: ApiKey }
    console.log(`Made ${apiKey.id} "${apiKey.name}" for ${apiKey.scopes.join(', ')}.\n`)
    console.log(`  X-Api-Key: ${apiKey.key}\n`)
    console.log('Keep it now: the shop stores only its hash and never shows it again.')
  },

  async list(admin) {
    const client = await admin()
    const keys = await allPages<ApiKey>(client, '/api/api-keys')
    if (keys.length === 0) console.log('There are no service keys. Make one with "create".')
    for (const key of keys) {
      console.log(`${key.id}  ${key.name}`)
      console.log(`  scopes ${key.scopes.join(', ')}`)
      console.log(`  made ${key.createdAt}, ends ${key.expiresAt ?? 'never'}, last used ${key.lastUsedAt ?? 'never'}`)
    }
  },

  async revoke(admin, { id }) {
    if (!id) throw new UsageError('"revoke" needs the id of a key: "list" shows them.')
    await (await admin()).call('DELETE', `/api/api-keys/${encodeURIComponent(id)}`)
    console.log(`${id} is worth nothing from now on.`)
  },
}

interface Given {
  readonly id?: string | undefined
  readonly name?: string | undefined
  readonly scopes?: string | undefined
  readonly expires?: string | undefined
}

/** The end of that day in UTC for a date, else the time itself. */
function timeOf(text: string): string {
  const time = new Date(/^\d{4}-\d{2}-\d{2}$/.test(text) ? `${text}T23:59:59Z` : text)
  if (Number.isNaN(time.getTime())) throw new UsageError(`"${text}" is no date such as 2030-12-31.`)
  return time.toISOString()
}

loadDotEnv()
try {
  const { positionals, values } = parse()
  const [name, id] = positionals
  const command = name === undefined ? undefined : commands[name]
  if (!command) throw new UsageError(name ? `There is no command "${name}".` : 'Say what to do.')
  await command(() => adminOf({ url: values.url, token: values.token }), { ...values, id })
} catch (error) {
  console.error(error instanceof Error ? error.message : String(error))
  if (error instanceof UsageError) console.error(`\n${usage}`)
  process.exitCode = error instanceof UsageError ? 2 : 1
}

function parse() {
  try {
    return parseArgs({
      allowPositionals: true,
      options: {
        name: { type: 'string' },
        scopes: { type: 'string' },
        expires: { type: 'string' },
        url: { type: 'string' },
        token: { type: 'string' },
      },
    })
  } catch (error) {
    throw new UsageError((error as Error).message)
  }
}
