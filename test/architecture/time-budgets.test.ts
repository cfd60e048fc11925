import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from '@jest/globals'
import { SENDING_MS } from '../../functions/notifications/senders.ts'
import { createPayment } from '../../functions/payments/create-payment/route.ts'
import { CHECK_SECONDS, NEVER_CHARGED_SECONDS } from '../../functions/payments/domain/payment.ts'
import { TIMEOUT_MS as SIMULATOR_MS } from '../../functions/payments/providers/simulator.ts'
import { TIMEOUT_MS as STRIPE_MS } from '../../functions/payments/providers/stripe/client.ts'
import { LONGEST_AWS_CALL_MS } from '../../functions/shared/clients/limits.ts'
import type { Capability, FunctionDefinition } from '../../functions/shared/service.ts'
import { TIMEOUT_MS as CARRIER_MS } from '../../functions/shipping/carriers/http-carrier.ts'
import { allServices } from '../../stacks/services.ts'
import { stages } from '../../stacks/settings.ts'

const root = join(import.meta.dirname, '../..')
const { timeoutSeconds: defaultSeconds } = stages.prod

interface Caller {
  readonly path: string
  readonly definition: Omit<FunctionDefinition, 'name'>
  readonly ms: number
  readonly isRoute: boolean
}

/** Every function with the time it has. */
const functions: Caller[] = allServices.flatMap((service) => {
  const of = (kind: string, definitions: readonly Omit<FunctionDefinition, 'name'>[], names: readonly string[]) =>
    definitions.map((definition, index) => ({
      path: `${service.name}/${kind}${names[index]}`,
      definition,
      ms: (definition.timeoutSeconds ?? defaultSeconds) * 1000,
      isRoute: kind === '',
    }))
  const named = (kind: string, definitions: readonly FunctionDefinition[] = []) =>
    of(
      kind,
      definitions,
      definitions.map(({ name }) => name),
    )
  const internal = service.internal ?? []
  return [
    ...named('', service.routes),
    ...named('steps/', service.steps),
    ...named('on/', service.subscribers),
    ...named('workers/', service.workers),
    ...named('schedules/', service.schedules),
    ...of(
      'internal/',
      internal,
      internal.map(({ contract }) => contract.name),
    ),
  ]
})

/** The longest that a call of the capability takes, milliseconds. */
const outside: Partial<Record<Capability, number>> = {
  'payment-provider': Math.max(SIMULATOR_MS, STRIPE_MS),
  carrier: CARRIER_MS,
  'send-email': SENDING_MS,
  'send-sms': SENDING_MS,
}

describe('A call', () => {
  it('of another service’s function ends before its caller does', () => {
    const edges = functions.flatMap(({ path, definition, ms }) =>
      (definition.calls ?? []).map((callee) => ({ edge: `${path} → ${callee.service}/${callee.name}`, callee, ms })),
    )
    expect(edges.length).toBeGreaterThan(30)
    expect(edges.filter(({ callee, ms }) => callee.timeoutMs >= ms).map(({ edge }) => edge)).toEqual([])
  })

  it('of a provider, of mail or of SMS ends before its caller does', () => {
    const edges = functions.flatMap(({ path, definition, ms }) =>
      (definition.uses ?? []).flatMap((capability) => {
        const calleeMs = outside[capability]
        return calleeMs === undefined ? [] : [{ edge: `${path} → ${capability}`, calleeMs, ms }]
      }),
    )
    expect(edges.length).toBeGreaterThan(15)
    expect(edges.filter(({ calleeMs, ms }) => calleeMs >= ms).map(({ edge }) => edge)).toEqual([])
  })

  it('of AWS ends with all its attempts before any function does', () => {
    expect(functions.filter(({ ms }) => LONGEST_AWS_CALL_MS >= ms).map(({ path }) => path)).toEqual([])
  })
})

describe('A charge', () => {
  it('that nobody knows of counts as never made after its function ended, and is asked for after that', () => {
    expect(createPayment.timeoutSeconds).toBeLessThan(NEVER_CHARGED_SECONDS)
    expect(NEVER_CHARGED_SECONDS).toBeLessThan(CHECK_SECONDS)
  })
})

describe('A function', () => {
  it('behind the HTTP API ends before the API gives it up after 30 s', () => {
    expect(functions.filter(({ isRoute, ms }) => isRoute && ms > 29_000).map(({ path }) => path)).toEqual([])
  })

  it('makes AWS clients with a time limit and a number of attempts, in one of the two ways that there are', () => {
    const made = globSync('functions/**/*.ts', { cwd: root }).flatMap((file) =>
      [...readFileSync(join(root, file), 'utf8').matchAll(/new (\w+Client)\((.*?)\)/g)].map(([, client, settings]) => ({
        client: `${file} ${client}`,
        settings,
      })),
    )
    expect(made.length).toBeGreaterThanOrEqual(9)
    const unlimited = made.filter(({ settings }) => !['awsLimits', 'oneAttempt'].includes(settings!))
    expect(unlimited.map(({ client }) => client)).toEqual(['functions/shared/clients/s3.ts S3Client'])
  })

  it('takes a signal with it wherever its client leaves the time to the call', () => {
    const users = globSync('functions/**/*.ts', { cwd: root }).filter((file) =>
      /Client\(oneAttempt\)/.test(readFileSync(join(root, file), 'utf8')),
    )
    const sending = [...users.filter((file) => !file.endsWith('clients/lambda.ts')), 'functions/shared/internal.ts']
    expect(sending.length).toBeGreaterThanOrEqual(3)
    for (const file of sending) {
      const text = readFileSync(join(root, file), 'utf8')
      const sends = text.match(/\.send\(/g)?.length ?? 0
      expect([file, text.match(/abortSignal: /g)?.length]).toEqual([file, sends])
    }
  })
})

describe('A retry of a state machine', () => {
  it.each(globSync('statemachines/*/*.asl.json', { cwd: root }))('in %s is spread by full jitter', (file) => {
    interface State {
      readonly Retry?: readonly {
        readonly ErrorEquals: readonly string[]
        readonly MaxAttempts?: number
        readonly JitterStrategy?: string
      }[]
    }
    // Placeholders of numbers stand there without quotes.
    const text = readFileSync(join(root, file), 'utf8').replaceAll(/: \$\{\w+\}/g, ': 1')
    const states = JSON.stringify(JSON.parse(text))
    const retriers = [...states.matchAll(/"Retry":(\[.*?\}\])/g)].flatMap(
      ([, list]) => JSON.parse(list!) as NonNullable<State['Retry']>,
    )
    // "Unfinished" is no failure: the step has more to do.
    const repeating = retriers.filter(
      ({ MaxAttempts, ErrorEquals }) => MaxAttempts !== 0 && ErrorEquals.join() !== 'Unfinished',
    )
    expect(repeating.length).toBeGreaterThan(5)
    expect(repeating.filter(({ JitterStrategy }) => JitterStrategy !== 'FULL')).toEqual([])
  })
})
