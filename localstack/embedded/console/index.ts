/** The console at /_local: a page over the emulators' views, and the views as JSON under /_local/api. */
import type { IncomingMessage, ServerResponse } from 'node:http'
import { isIP } from 'node:net'
import { answerFaults } from '../faults/http.ts'
import type { Switchboard } from '../faults/switchboard.ts'
import type { Cloud, Emulator } from '../types.ts'
import { answerView, viewsOf } from './api.ts'
import { forget } from './forget.ts'
import { answerMail } from './mail.ts'
import { answerPage } from './page.ts'
import { type Answer, problem } from './problem.ts'

export interface Console {
  /** @returns true when the request was for the console, and is answered. */
  handle(request: IncomingMessage, response: ServerResponse): Promise<boolean>
}

export function createConsole(cloud: Cloud, emulators: readonly Emulator[], faults: Switchboard): Console {
  const views = new Map([...viewsOf(emulators), ['faults', () => ({ faults: faults.list() })] as const])

  async function answer(request: IncomingMessage, url: URL): Promise<Answer> {
    if (!isOwnHost(request.headers.host)) {
      const detail =
        'The console answers only to localhost or an IP address, so that no web page can read it by a name of its own.'
      return problem(403, 'HOST_NOT_ALLOWED', detail)
    }
    const [, section, ...rest] = segments(url)
    if (section === 'api' && rest[0] === 'faults') return answerFaults(faults, request, rest.slice(1))
    if (request.method === 'DELETE' && section === 'api' && rest[0] === 'subjects' && rest.length === 2)
      return forget(cloud, emulators, rest[1]!)
    if (request.method !== 'GET' && request.method !== 'HEAD')
      return problem(
        405,
        'METHOD_NOT_ALLOWED',
        'The console is read-only but for /_local/api/faults: use GET, or DELETE /_local/api/subjects/<tag>.',
      )
    if (section === 'api') return answerView(views, rest, url.searchParams)
    if (section === 'mail') return answerMail(views, rest)
    if (section === 'faults') return { status: 302, headers: { location: '/_local#/faults' }, body: '' }
    return answerPage(section)
  }

  return {
    async handle(request, response) {
      const url = new URL(request.url ?? '/', 'http://localhost')
      if (url.pathname !== '/_local' && !url.pathname.startsWith('/_local/')) return false
      const { status, headers, body } = await answer(request, url).catch((error: unknown) => {
        cloud.log.error(`The console failed on ${url.pathname}`, error)
        return problem(500, 'CONSOLE_FAILED', error instanceof Error ? error.message : String(error))
      })
      response.writeHead(status, { 'cache-control': 'no-store', 'x-content-type-options': 'nosniff', ...headers })
      response.end(request.method === 'HEAD' ? undefined : body)
      return true
    },
  }
}

function segments(url: URL): string[] {
  return url.pathname
    .split('/')
    .filter((segment) => segment !== '')
    .map((segment) => {
      try {
        return decodeURIComponent(segment)
      } catch {
        return segment
      }
    })
}

/** DNS rebinding needs a name; localhost and addresses are safe. */
function isOwnHost(host = ''): boolean {
  const name = host
    .replace(/:\d+$/, '')
    .replace(/^\[(.*)\]$/, '$1')
    .toLowerCase()
  return name === 'localhost' || name.endsWith('.localhost') || isIP(name) !== 0
}
