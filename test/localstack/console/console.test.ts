import { createServer, request, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, describe, expect, it } from '@jest/globals'
import { createConsole } from '../../../localstack/embedded/console/index.ts'
import { createFaults } from '../../../localstack/embedded/faults/switchboard.ts'
import { newToken } from '../../../localstack/embedded/stepfunctions/execution/tokens.ts'
import type { Cloud, Emulator, View } from '../../../localstack/embedded/types.ts'

let server: Server

afterEach(async () => {
  server.closeAllConnections()
  await new Promise((resolve) => server.close(resolve))
})

async function consoleOf(views: Record<string, View>, more: Partial<Emulator> = {}, store = {}): Promise<string> {
  const cloud = { log: { error() {} }, store } as unknown as Cloud
  const emulator: Emulator = { name: 'fake', views, ...more }
  const handler = createConsole(
    cloud,
    [{ name: 'without views' }, emulator],
    createFaults(() => ['a-function']),
  )
  server = createServer(async (incoming, response) => {
    if (!(await handler.handle(incoming, response))) response.writeHead(418).end()
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}

describe("the console's JSON", () => {
  it("gives an emulator's view its path and query", async () => {
    const base = await consoleOf({ tables: ({ rest, query }) => ({ rest, limit: query.get('limit') }) })

    const response = await fetch(`${base}/_local/api/tables/a%2Fb?limit=7`)

    expect(await response.json()).toEqual({ rest: ['a/b'], limit: '7' })
    expect(response.headers.get('cache-control')).toBe('no-store')
  })

  it('answers an unknown view with a problem that lists the views', async () => {
    const base = await consoleOf({ tables: () => ({}) })

    const response = await fetch(`${base}/_local/api/nothing`)

    expect(response.status).toBe(404)
    expect(response.headers.get('content-type')).toBe('application/problem+json')
    expect(await response.json()).toMatchObject({
      code: 'NO_SUCH_VIEW',
      views: ['/_local/api/faults', '/_local/api/tables'],
    })
  })

  it('answers 404 where a view has nothing, and 500 with the reason where it fails', async () => {
    const failing = () => {
      throw new Error('the database is locked')
    }
    const base = await consoleOf({ tables: () => undefined, queues: failing })

    const missing = await fetch(`${base}/_local/api/tables/nope`)
    const failed = await fetch(`${base}/_local/api/queues`)

    expect(missing.status).toBe(404)
    expect(await failed.json()).toMatchObject({ status: 500, detail: 'the database is locked' })
  })

  it('never shows a task token, whichever view has it', async () => {
    const token = newToken()
    const base = await consoleOf({ invocations: () => ({ items: [{ event: { token }, log: `got ${token}` }] }) })

    const text = await (await fetch(`${base}/_local/api/invocations`)).text()

    expect(text).not.toContain(token)
    expect(JSON.parse(text)).toEqual({ items: [{ event: { token: '(task token)' }, log: 'got (task token)' }] })
  })
})

describe('forgetting a subject', () => {
  const emulator = () => {
    const forgotten: string[] = []
    return { forgotten, forget: (subject: string) => void forgotten.push(subject) }
  }

  it('asks every emulator, and has what was deleted leave the files', async () => {
    const { forgotten, forget } = emulator()
    let compacted = 0
    const base = await consoleOf({}, { forget }, { compact: () => compacted++ })

    const answer = await fetch(`${base}/_local/api/subjects/ada%201`, { method: 'DELETE' })

    expect([answer.status, await answer.text()]).toEqual([204, ''])
    expect([forgotten, compacted]).toEqual([['ada 1'], 1])
  })

  it('takes DELETE only, and nothing else can be deleted', async () => {
    const { forgotten, forget } = emulator()
    const base = await consoleOf({ tables: () => ({}) }, { forget })

    const read = await fetch(`${base}/_local/api/subjects/ada`)
    const table = await fetch(`${base}/_local/api/tables/users`, { method: 'DELETE' })
    const all = await fetch(`${base}/_local/api/subjects`, { method: 'DELETE' })

    expect([read.status, table.status, all.status, forgotten]).toEqual([404, 405, 405, []])
  })
})

describe('the console', () => {
  it('leaves other paths alone', async () => {
    const base = await consoleOf({})

    expect((await fetch(`${base}/_locality`)).status).toBe(418)
    expect((await fetch(`${base}/api/products`)).status).toBe(418)
  })

  it('serves its page and every file that the page names, under a strict policy', async () => {
    const base = await consoleOf({})

    const page = await fetch(`${base}/_local`)
    const html = await page.text()
    const files = [...html.matchAll(/(?:src|href)="(\/_local\/[^"]+)"/g)].map((match) => match[1]!)
    const main = await (await fetch(`${base}/_local/main.js`)).text()
    const modules = [...main.matchAll(/from '\.\/([\w-]+\.js)'/g)].map((match) => `/_local/${match[1]}`)
    const statuses = await Promise.all([...files, ...modules].map(async (file) => (await fetch(base + file)).status))

    expect(page.headers.get('content-security-policy')).toContain(
      "default-src 'none'; script-src 'self'; style-src 'self'",
    )
    expect(html).not.toMatch(/https?:\/\//)
    expect(modules.length).toBeGreaterThan(5)
    expect(new Set(statuses)).toEqual(new Set([200]))
  })

  it('serves nothing outside its folder', async () => {
    const base = await consoleOf({})

    const statuses = await Promise.all(
      ['..%2findex.ts', 'index.ts', '%2e%2e/package.json'].map(
        async (path) => (await fetch(`${base}/_local/${path}`)).status,
      ),
    )

    expect(statuses).toEqual([404, 404, expect.any(Number)])
  })

  it('refuses a foreign host name, because a web page could read it by DNS rebinding', async () => {
    const base = await consoleOf({ tables: () => ({}) })

    const status = await new Promise((resolve, reject) => {
      const outgoing = request(`${base}/_local/api/tables`, { headers: { host: 'evil.example' } }, (response) => {
        response.resume()
        resolve(response.statusCode)
      })
      outgoing.on('error', reject).end()
    })

    expect(status).toBe(403)
  })

  it('is read-only', async () => {
    const base = await consoleOf({ tables: () => ({}) })

    const response = await fetch(`${base}/_local/api/tables`, { method: 'POST' })

    expect(response.status).toBe(405)
    expect(response.headers.get('allow')).toBe('GET, HEAD')
  })

  it("shows an e-mail's HTML in a sandbox where no script runs and nothing loads", async () => {
    const base = await consoleOf({ mailbox: () => ({ items: [{ id: 'm1', html: '<p>Hello</p>' }] }) })

    const mail = await fetch(`${base}/_local/mail/m1`)

    expect(await mail.text()).toBe('<p>Hello</p>')
    expect(mail.headers.get('content-security-policy')).toMatch(/^default-src 'none';.*; sandbox$/)
    expect((await fetch(`${base}/_local/mail/m2`)).status).toBe(404)
  })
})
