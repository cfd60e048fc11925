import { readFileSync } from 'node:fs'
import { describe, expect, it } from '@jest/globals'
import type { StepDefinition } from '../../functions/shared/service.ts'
import { REFRESH_MS } from '../../functions/users/authorizer/ended-sessions.ts'
import { shopServices } from '../../stacks/services.ts'
import { runSaga, sagaDefinition } from './run-saga.ts'

interface Case {
  readonly title: string
  readonly failures: Record<string, string[]>
  readonly path: string[]
}

const cases = JSON.parse(
  readFileSync(new URL('../../statemachines/erasure/cases.json', import.meta.url), 'utf8'),
) as Case[]
const definition = sagaDefinition('erasure')
const tasks = Object.entries(definition.States).filter(([, state]) => state.Type === 'Task')
const happy = cases[0]!.path
const input = { userId: 'user-1', erasureId: 'erasure-1', correlationId: 'corr-1' }
const run = (script: Record<string, readonly string[]> = {}) =>
  runSaga({ definition: sagaDefinition('erasure'), input, script })
const pascalCase = (name: string) => name.replaceAll(/(?:^|-)(\w)/g, (_, letter: string) => letter.toUpperCase())

/** By the name of the placeholder: `OrdersEraseCustomer`. */
const steps = new Map<string, StepDefinition>(
  shopServices.flatMap((service) =>
    (service.steps ?? [])
      .filter(({ name }) => name === 'erase-customer')
      .map((step) => [pascalCase(`${service.name}-${step.name}`), step] as const),
  ),
)
const placeholderOf = (name: string) => definition.States[name]!.Parameters.FunctionName.split(':').at(-1)!

describe('The erasure of a customer', () => {
  it.each(cases)('goes $path when $title', async ({ failures, path }) => {
    const { path: taken, error } = await run(failures)

    expect(taken).toEqual(path)
    expect(error === undefined).toBe(path.at(-1) === 'CustomerErased')
  })

  it('has a case for a fault of every step', () => {
    const covered = cases.flatMap(({ failures }) => Object.keys(failures))
    expect(tasks.map(([name]) => name).filter((name) => !covered.includes(name))).toEqual([])
  })

  it('asks every service that has something to erase, and the account last', () => {
    const used = tasks.map(([, state]) => state.Parameters.FunctionName.split(':').at(-1)!)
    expect([...used].sort()).toEqual([...steps.keys()].sort())
    expect(used.at(-1)).toBe('UsersEraseCustomer')
  })

  it.each(tasks.map(([name]) => name))(
    'goes on with %s where it failed midway, without beginning again',
    async (name) => {
      const { path, calls } = await run({ [name]: [...Array(10).fill('Error'), 'ok'] })

      expect(path).toEqual(happy)
      expect(calls[name]).toBe(11)
      expect(
        Object.entries(calls)
          .filter(([other]) => other !== name)
          .every(([, count]) => count === 1),
      ).toBe(true)
    },
  )

  it('calls a step again for as long as it says that there is more', async () => {
    const { path, calls } = await run({ EraseOrders: [...Array(60).fill('Unfinished'), 'ok'] })

    expect(path).toEqual(happy)
    expect(calls.EraseOrders).toBe(61)
  })

  it('gives each step what its definition asks for, and carries nothing but ids', async () => {
    const { payloads, output } = await run()

    for (const [name, payload] of Object.entries(payloads)) {
      expect(payload).toEqual(input)
      expect(() => steps.get(placeholderOf(name))!.input.parse(payload)).not.toThrow()
    }
    expect(output).toEqual(input)
  })

  it('begins when every gateway has heard that the account has ended', () => {
    const { Seconds } = definition.States[definition.StartAt] as unknown as { Seconds: number }
    expect(Seconds * 1000).toBeGreaterThan(REFRESH_MS)
  })

  it.each(tasks)('gives %s a time limit above its function’s own', (name, state) => {
    expect(state.TimeoutSeconds).toBeGreaterThan(steps.get(placeholderOf(name))!.timeoutSeconds!)
    expect(state.Catch).toBeUndefined()
  })
})
