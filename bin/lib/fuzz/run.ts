/** Sends generated requests to a shop and holds every answer against the API document. */
import { randomUUID } from 'node:crypto'
import type { Access } from '../../../functions/shared/http/route.ts'
import { type Caller, type Cast, theCast } from '../../../test/support/cast.ts'
import { Conformance, committedDocument } from '../../../test/support/conformance.ts'
import { inWorld, theWorld, type World } from '../../../test/support/world.ts'
import { Api } from '../api.ts'
import { inParallel } from '../in-parallel.ts'
import { RawClient, type RawRequest } from './client.ts'
import { type Plan, plansOf } from './plan.ts'

export interface FuzzOptions {
  readonly url: string
  /** The local cloud's AWS endpoint. */
  readonly endpoint: string
  readonly requests: number
  readonly seed: number
  /** Only the request of this number: to look at one again. */
  readonly only?: number | undefined
  /** Requests under way at a time. */
  readonly width?: number
  readonly onProgress?: (done: number) => void
}

export interface Finding {
  /** Which of the run's requests: the same seed draws it again. */
  readonly number: number
  readonly operation: string
  readonly caller: string
  readonly request: RawRequest
  readonly status: number | undefined
  readonly problems: readonly string[]
  readonly answer: unknown
}

export interface FuzzReport {
  readonly findings: readonly Finding[]
  readonly requests: number
  readonly seconds: number
  /** Answers by status. */
  readonly statuses: Readonly<Record<number, number>>
  /** Operations that answered with success at least once. */
  readonly reached: ReadonlySet<string>
  /** Those that never did. */
  readonly unreached: readonly string[]
}

const WIDTH = 12

export async function fuzz(options: FuzzOptions): Promise<FuzzReport> {
  const document = committedDocument()
  const conformance = new Conformance(document)
  const api = new Api(options.url)
  const cast = await theCast(api, options.endpoint)
  const world = await theWorld(cast)
  const { nextCursor } = await api.get('/api/products', { params: { query: { limit: 1 } } })
  const plans = plansOf(document, options.requests, options.seed).map((plan, number) => ({ plan, number }))
  const chosen = plans.filter(({ number }) => (options.only ?? number) === number)
  const width = options.width ?? WIDTH
  const client = new RawClient(options.url, width)
  const findings: Finding[] = []
  const statuses: Record<number, number> = {}
  const reached = new Set<string>()
  let done = 0
  const started = performance.now()
  const sendOne = async ({ plan, number }: Numbered) => {
    const access = document.paths[plan.operation.split(' ')[1]!]![plan.method.toLowerCase()]!['x-access'] as Access
    const caller = callerOf(plan, access, cast)
    const request = requestOf(plan, caller, world, { cursor: nextCursor ?? '', ownerId: cast.owner.id })
    try {
      const answer = await client.send(request)
      statuses[answer.status] = (statuses[answer.status] ?? 0) + 1
      if (answer.status < 300) reached.add(plan.operation)
      const problems = [
        ...(answer.status >= 500 ? [`status ${answer.status}`] : []),
        ...(answer.headers.has('x-request-id') ? [] : ['no X-Request-Id']),
        ...conformance.violations(request, answer),
      ]
      if (problems.length > 0) {
        findings.push({
          number,
          operation: plan.operation,
          caller: caller.name,
          request,
          status: answer.status,
          problems,
          answer: answer.body,
        })
      }
    } catch (error) {
      const problems = [`no answer: ${(error as Error).message}`]
      findings.push({
        number,
        operation: plan.operation,
        caller: caller.name,
        request,
        status: undefined,
        problems,
        answer: undefined,
      })
    }
    options.onProgress?.(++done)
  }
  await inParallel(inTurns(chosen), width, async (requests) => {
    for (const request of requests) await sendOne(request)
  })
  client.close()
  const unreached = [...new Set(chosen.map(({ plan }) => plan.operation))].filter((name) => !reached.has(name)).sort()
  return {
    findings,
    requests: chosen.length,
    seconds: (performance.now() - started) / 1000,
    statuses,
    reached,
    unreached,
  }
}

interface Numbered {
  readonly plan: Plan
  readonly number: number
}

/** Requests of one operation that are sent one after the other. */
const TURN = 50
/** The second time round, operations meet what the others have made meanwhile. */
const ROUNDS = 2

/**
 * Turns of one operation each, so that its function stays loaded: a shop has more functions than a machine has room for.
 * What takes the world's things away comes last, as the others are to find them.
 */
function inTurns(requests: readonly Numbered[]): Numbered[][] {
  const [removals, others] = [true, false].map((removes) =>
    requests.filter(({ plan }) => (plan.method === 'DELETE') === removes),
  ) as [Numbered[], Numbered[]]
  const half = Math.ceil(others.length / ROUNDS)
  const rounds = Array.from({ length: ROUNDS }, (_, round) => others.slice(round * half, (round + 1) * half))
  return [...rounds, removals].flatMap((round) =>
    [...Map.groupBy(round, ({ plan }) => plan.operation).values()].flatMap((ofOne) =>
      Array.from({ length: Math.ceil(ofOne.length / TURN) }, (_, n) => ofOne.slice(n * TURN, (n + 1) * TURN)),
    ),
  )
}

/** What would end the run's own callers is left to those who may not do it. */
const endsItsCaller = /^DELETE \/api\/users\/profile$|^DELETE \/api\/api-keys/

function callerOf({ operation, caller: { from, pick } }: Plan, access: Access, { callers }: Cast): Caller {
  const isLetIn = ({ role, scope }: Caller) =>
    typeof access === 'string' ||
    (role !== undefined && access.roles.includes(role)) ||
    (scope !== undefined && (access.scopes?.includes(scope) ?? false))
  const letIn = callers.filter((caller) => !caller.isForged && isLetIn(caller))
  // Most things are the owner's: others find nothing.
  const allowed = [...letIn, ...letIn.filter(({ isOwner }) => isOwner), ...letIn.filter(({ isOwner }) => isOwner)]
  const candidates = endsItsCaller.test(operation)
    ? callers.filter((caller) => !caller.role)
    : from === 'allowed' && allowed.length > 0
      ? allowed
      : callers
  return candidates[pick % candidates.length]!
}

function requestOf(plan: Plan, caller: Caller, world: World, more: Record<string, string>): RawRequest {
  const unique = randomUUID()
  const fill = (text: string) =>
    inWorld(text, world).replace(/\{\{(unique|cursor|ownerId)\}\}/g, (_, name: string) =>
      name === 'unique' ? unique : more[name]!,
    )
  return {
    method: plan.method,
    path: fill(plan.path).replaceAll(/[{}]/g, (brace) => encodeURIComponent(brace)),
    headers: {
      ...Object.fromEntries(Object.entries(plan.headers).map(([name, value]) => [name, fill(value)])),
      ...caller.headers,
    },
    ...(plan.body === undefined ? {} : { body: fill(plan.body) }),
  }
}
