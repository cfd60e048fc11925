/** A client of the shop that repeats what it does not know the end of, with the same Idempotency-Key. */
import type { HttpRequest, HttpResponse } from '../cloud/gateway.ts'
import type { World } from './world.ts'

export interface Ask extends Omit<HttpRequest, 'api' | 'headers' | 'body'> {
  readonly api?: HttpRequest['api']
  readonly body?: object
  readonly idempotencyKey?: string
}

const ATTEMPTS = 8

/** @param done gets undefined when it gave up without knowing */
export function ask(world: World, request: Ask, done: (answer: HttpResponse | undefined) => void = () => {}): void {
  const { api = 'shop', body, idempotencyKey, ...rest } = request
  const headers = {
    ...(body ? { 'content-type': 'application/json' } : {}),
    ...(idempotencyKey ? { 'idempotency-key': idempotencyKey } : {}),
  }
  const sent: HttpRequest = { ...rest, api, headers, body: body && JSON.stringify(body) }
  const attempt = (n: number) => {
    world.gateway.request(sent, (answer) => {
      world.log(`client: ${request.method} ${request.path} → ${answer ? shown(answer) : 'no answer'}`)
      if (n >= ATTEMPTS || !isWorthRepeating(answer)) return done(answer)
      world.after(world.chance.between(200, 1_000) * 2 ** Math.min(n, 6), () => attempt(n + 1))
    })
  }
  attempt(1)
}

function shown({ status, body }: HttpResponse): string {
  const code = /"code":"(\w+)"/.exec(body)?.[1]
  return code ? `${status} ${code}` : String(status)
}

function isWorthRepeating(answer: HttpResponse | undefined): boolean {
  if (!answer) return true
  return answer.status >= 500 || answer.status === 429 || answer.body.includes('IDEMPOTENCY_IN_PROGRESS')
}
