/** The two HTTP APIs: requests of customers, of staff, and of the functions themselves. */
import { hosts } from '../world/functions.ts'
import type { World } from '../world/world.ts'
import type { Invocation, InvocationResult } from './lambda.ts'

export interface HttpRequest {
  readonly api: 'shop' | 'simulators'
  readonly method: string
  readonly path: string
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: string | undefined
  /** Who the authorizer says it is. */
  readonly caller?: { readonly id: string; readonly role: 'customer' | 'staff' }
}

export interface HttpResponse {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
}

/** HTTP API's own limit. */
const GATEWAY_TIMEOUT_MS = 30_000

export class Gateway {
  readonly #world: World
  #count = 0

  constructor(world: World) {
    this.#world = world
  }

  /** @param done gets undefined when the connection broke: then nobody knows what happened */
  request(request: HttpRequest, done: (response: HttpResponse | undefined) => void): void {
    const world = this.#world
    const found = this.#route(request)
    if (!found) throw new Error(`No route of the simulation matches ${request.method} ${request.path}`)
    const fate = world.weather.fate(false)
    world.after(world.weather.journey(fate), () => {
      if (fate === 'request-lost') return void world.after(world.chance.between(50, 3_000), () => done(undefined))
      if (fate === 'throttled') return done({ status: 429, headers: { 'retry-after': '1' }, body: '{}' })
      let open = true
      const answer = (response: HttpResponse | undefined) => {
        if (!open) return
        open = false
        world.schedule.cancel(limit)
        const lost = fate === 'response-lost' || fate === 'crash-after'
        world.after(fate === 'slow' ? world.weather.slowness() : world.weather.latency(), () =>
          done(lost ? undefined : response),
        )
      }
      const limit = world.after(GATEWAY_TIMEOUT_MS, () => answer({ status: 503, headers: {}, body: '{}' }))
      world.lambda.invoke(found.name, this.#eventOf(request, found.params), (result) => answer(responseOf(result)))
    })
  }

  /** fetch as functions have it, for the hosts of the simulation. */
  fetch(url: string, init: RequestInit = {}, owner: Invocation | undefined): Promise<unknown> {
    const { origin, pathname, search } = new URL(url)
    const api = origin === hosts.shop ? 'shop' : origin === hosts.simulators ? 'simulators' : undefined
    if (!api) throw new Error(`${origin} is not in the simulation`)
    const { method = 'GET', headers, body, signal } = init
    const request = {
      api,
      method,
      path: pathname + search,
      headers: headers as Record<string, string>,
      body: body as string | undefined,
    } as const
    return new Promise((resolve, reject) => {
      signal?.addEventListener('abort', () => reject(signal.reason), { once: true })
      const partner = pathname.startsWith('/carrier/') ? 'carrier' : 'payment provider'
      if (api === 'simulators' && this.#world.weather.downFor(partner)) {
        // It hangs: the sender gives up.
        this.#world.log(`${owner?.label} → ${method} ${pathname}: the ${partner} is down`)
        return
      }
      this.request(request, (response) => {
        if (owner?.ended) return
        this.#world.timers.release(signal)
        const what = `${owner?.label} → ${method} ${pathname}`
        this.#world.log(`${what}: ${response?.status ?? 'the connection broke'}`)
        if (response) resolve(fetched(response))
        else reject(new TypeError('fetch failed', { cause: new Error('the connection broke') }))
      })
    })
  }

  #route({ api, method, path }: HttpRequest) {
    const { pathname } = new URL(path, 'http://x')
    const parts = pathname.split('/')
    for (const { function: fn, route, api: of, parts: wanted } of this.#world.blueprint.functions.routes) {
      if (of !== api || route.method !== method) continue
      if (wanted.length !== parts.length) continue
      const params: Record<string, string> = {}
      const matches = wanted.every((part, n) => {
        if (!part.startsWith('{')) return part === parts[n]
        params[part.slice(1, -1)] = decodeURIComponent(parts[n]!)
        return true
      })
      if (matches) return { name: fn.name, params }
    }
    return undefined
  }

  #eventOf({ method, path, headers, body, caller }: HttpRequest, params: Record<string, string>) {
    const { pathname, searchParams, search } = new URL(path, 'http://x')
    const lower = Object.entries(headers ?? {}).map(([name, value]) => [name.toLowerCase(), value])
    const lambda = caller
      ? { kind: 'user', id: caller.id, role: caller.role, session: 'session' }
      : { kind: 'anonymous' }
    return {
      version: '2.0',
      rawPath: pathname,
      rawQueryString: search.slice(1),
      headers: Object.fromEntries(lower),
      pathParameters: params,
      ...(search ? { queryStringParameters: Object.fromEntries(searchParams) } : {}),
      requestContext: {
        http: { method, path: pathname, sourceIp: '192.0.2.1' },
        requestId: `http-${++this.#count}`,
        authorizer: { lambda },
      },
      ...(body === undefined ? {} : { body }),
      isBase64Encoded: false,
    }
  }
}

/** What API Gateway makes of the function's answer. */
function responseOf({ ok, payload }: InvocationResult): HttpResponse {
  if (!ok) return { status: 503, headers: {}, body: '{"message":"Service Unavailable"}' }
  const {
    statusCode = 200,
    headers = {},
    body = '',
  } = payload as {
    statusCode?: number
    headers?: Record<string, string>
    body?: string
  }
  return { status: statusCode, headers, body }
}

const fetched = ({ status, headers, body }: HttpResponse) => ({
  ok: status >= 200 && status < 300,
  status,
  headers: { get: (name: string) => headers[name.toLowerCase()] ?? null },
  body: { cancel: async () => {} },
  text: async () => body,
  json: async () => JSON.parse(body),
})
