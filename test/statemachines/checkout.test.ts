import { readFileSync } from 'node:fs'
import { describe, expect, it } from '@jest/globals'
import { inventory } from '../../functions/inventory/service.ts'
import { orders } from '../../functions/orders/service.ts'
import { payments } from '../../functions/payments/service.ts'
import type { StepDefinition } from '../../functions/shared/service.ts'
import { shipping } from '../../functions/shipping/service.ts'
import { checkoutDefinition, checkoutInput, runCheckout } from './run-checkout.ts'

interface Case {
  readonly title: string
  readonly failures: Record<string, string>
  /** Of a retry: the error that had ended the checkout. */
  readonly retryAfter?: string
  readonly path: string[]
  readonly order: string
}

const folder = new URL('../../statemachines/checkout/', import.meta.url)
const cases = JSON.parse(readFileSync(new URL('cases.json', folder), 'utf8')) as Case[]
const { States, StartAt } = checkoutDefinition()
const tasks = Object.entries(States).filter(([, state]) => state.Type === 'Task')
const forward = cases[0]!.path.filter((name) => States[name]!.Type === 'Task')
const faults = ['Error', 'TransactionConflict', 'PROVIDER_UNAVAILABLE', 'Lambda.ServiceException', 'Sandbox.Timedout']

const pascalCase = (name: string) => name.replaceAll(/(?:^|-)(\w)/g, (_, letter: string) => letter.toUpperCase())

/** By the name of the placeholder: `InventoryReserveStock`. */
const steps = new Map<string, StepDefinition>(
  [inventory, orders, payments, shipping].flatMap((service) =>
    (service.steps ?? [])
      .filter(({ name }) => name !== 'erase-customer')
      .map((step) => [pascalCase(`${service.name}-${step.name}`), step] as const),
  ),
)
const stepOf = (name: string) => steps.get(States[name]!.Parameters.FunctionName.split(':').at(-1)!)
const neverRetried = (name: string) =>
  (States[name]!.Retry ?? []).filter((retrier) => retrier.MaxAttempts === 0).flatMap((retrier) => retrier.ErrorEquals)

describe('the checkout', () => {
  it.each(cases)('goes $path when $title', async ({ failures, retryAfter, path }) => {
    const script = Object.fromEntries(
      Object.entries(failures).map(([state, error]) => [state, [error === 'fault' ? 'Error' : error]]),
    )

    const run = await runCheckout(script, retryAfter)

    expect(run.path).toEqual(path)
    expect(run.error === undefined).toBe(path.at(-1) !== 'CheckoutStuck')
  })

  it('has a case that reaches every state', () => {
    const reached = new Set(cases.flatMap((each) => each.path))
    expect([...Object.keys(States)].filter((name) => !reached.has(name))).toEqual([])
    expect(StartAt).toBe('Begin')
  })

  it('has a case for every business outcome of every step and for a fault of every step', () => {
    const covered = new Set(
      cases.flatMap((each) => Object.entries(each.failures).map(([state, error]) => `${state} ${error}`)),
    )
    const wanted = tasks.flatMap(([name]) => [...neverRetried(name), 'fault'].map((error) => `${name} ${error}`))
    expect(wanted.filter((each) => !covered.has(each))).toEqual([])
  })

  it('lets each listed outcome be one that the step declares', () => {
    for (const [name] of tasks) {
      const declared = [...(stepOf(name)!.failures ?? [])].sort()
      expect({
        name,
        listed: neverRetried(name)
          .filter((error) => error !== 'States.Timeout')
          .sort(),
      }).toEqual({
        name,
        listed: declared,
      })
    }
  })

  it.each(cases.filter((each) => Object.values(each.failures).some((error) => error !== 'fault')))(
    'never repeats a business outcome when $title',
    async ({ failures }) => {
      const script = Object.fromEntries(
        Object.entries(failures).map(([state, error]) => [state, [error === 'fault' ? 'Error' : error]]),
      )

      const run = await runCheckout(script)

      for (const [state, error] of Object.entries(failures)) if (error !== 'fault') expect(run.calls[state]).toBe(1)
    },
  )

  it.each(forward.flatMap((state) => faults.map((fault) => [state, fault])))(
    'repeats %s after %s and goes on',
    async (state, fault) => {
      const run = await runCheckout({ [state]: [fault, fault, 'ok'] })

      expect(run.path).toEqual(cases[0]!.path)
      expect(run.calls[state]).toBe(3)
    },
  )

  it('lets a paid order wait while the carrier is down, and goes on when it is back', async () => {
    const run = await runCheckout({ RequestShipment: [...Array(50).fill('CarrierUnavailable'), 'ok'] })

    expect(run.path).toEqual(cases[0]!.path)
    expect(run.calls.RequestShipment).toBe(51)
  })

  it.each(['CancelShipment', 'ReturnPayment', 'ReleaseStock', 'CloseOrder'])(
    'repeats the compensation %s more often than a step, and goes on',
    async (state) => {
      const run = await runCheckout({
        RequestShipment: ['ShipmentRefused'],
        [state]: [...Array(6).fill('Error'), 'ok'],
      })

      expect(run.path.at(-1)).toBe('CheckoutCancelled')
      expect(run.calls[state]).toBe(7)
    },
  )

  it.each(['ShipmentRefused', 'OrderCancelled', 'Error', 'States.Timeout'])(
    'returns the money when shipping fails after the charge by %s, and tells the customer nothing before',
    async (error) => {
      const { path, calls, payloads } = await runCheckout({ RequestShipment: [error] })

      expect(path.slice(-5)).toEqual([
        'CancelShipment',
        'ReturnPayment',
        'ReleaseStock',
        'CloseOrder',
        'CheckoutCancelled',
      ])
      expect(payloads.ReturnPayment).toMatchObject({ orderId: 'order-1', reason: error })
      expect(calls).toMatchObject({ AwaitPayment: 1, ReturnPayment: 1, ReleaseStock: 1 })
      expect(calls.AnnounceOrder).toBeUndefined()
    },
  )

  it('gives each step what its definition asks for', async () => {
    const all = await Promise.all(
      cases.map(({ failures, retryAfter }) =>
        runCheckout(
          Object.fromEntries(
            Object.entries(failures).map(([state, error]) => [state, [error === 'fault' ? 'Error' : error]]),
          ),
          retryAfter,
        ),
      ),
    )
    for (const { payloads } of all) {
      for (const [name, payload] of Object.entries(payloads))
        expect(() => stepOf(name)!.input.parse(payload)).not.toThrow()
    }
  })

  it('hands the task token to the payment', async () => {
    const { payloads } = await runCheckout()
    expect(payloads.AwaitPayment).toEqual({ orderId: 'order-1', correlationId: 'corr-1', taskToken: 'token-1' })
  })

  it('tells the compensations why', async () => {
    const { payloads } = await runCheckout({ ReserveStock: ['OutOfStock'] })
    expect(payloads.ReturnPayment).toEqual({ orderId: 'order-1', correlationId: 'corr-1', reason: 'OutOfStock' })
    expect(payloads.CloseOrder).toMatchObject({ failure: { Error: 'OutOfStock' } })
  })

  it('tells a payment that did not come apart from a function that took too long', async () => {
    const late = await runCheckout({ AwaitPayment: ['States.Timeout'] })
    const slow = await runCheckout({ CommitStock: ['States.Timeout'] })
    expect(late.payloads.CloseOrder).toMatchObject({ failure: { Error: 'PaymentTimeout' } })
    expect(slow.payloads.CloseOrder).toMatchObject({ failure: { Error: 'States.Timeout' } })
    expect([late.calls.AwaitPayment, slow.calls.CommitStock]).toEqual([1, 4])
  })

  it('tells parking what went wrong first and what could not be undone then, at a retry as well', async () => {
    const script = { ReleaseStock: ['TransactionConflict'] }
    const first = await runCheckout({ ReserveStock: ['OutOfStock'], ...script })
    const again = await runCheckout(script, 'OutOfStock')
    for (const { payloads } of [first, again]) {
      expect(payloads.ParkOrder).toMatchObject({
        failure: { Error: 'OutOfStock' },
        stuck: { ReleaseStock: { Error: 'TransactionConflict' } },
      })
    }
  })

  it('gives the compensations of a retry the reason that they were given first', async () => {
    const { payloads } = await runCheckout({}, 'PaymentFailed')
    expect(payloads.ReturnPayment).toMatchObject({ reason: 'PaymentFailed' })
    expect(payloads.CloseOrder).toMatchObject({ failure: { Error: 'PaymentFailed' } })
  })

  it('keeps its state small', async () => {
    const { output } = await runCheckout()
    expect(output).toEqual({
      ...checkoutInput,
      hold: { expiresAt: expect.any(String) },
      payment: { paymentId: 'pay_1' },
    })
  })
})

describe('the definition of the checkout', () => {
  it.each(tasks)('gives %s a time limit above its function’s own, full jitter and a way out', (name, state) => {
    expect(state.TimeoutSeconds).toBeGreaterThan(stepOf(name)!.timeoutSeconds ?? 10)
    expect(state.Retry!.at(-1)).toMatchObject({ ErrorEquals: ['States.ALL'], JitterStrategy: 'FULL' })
    expect(state.Catch!.at(-1)!.ErrorEquals).toEqual(['States.ALL'])
  })

  it('uses every step that the services publish for it', () => {
    const used = tasks.map(([, state]) => state.Parameters.FunctionName.split(':').at(-1)!)
    expect([...steps.keys()].sort()).toEqual(used.sort())
  })
})
