import { describe, expect, it } from '@jest/globals'
import type { Moment } from '../../../localstack/embedded/faults/fault.ts'
import { createFaults } from '../../../localstack/embedded/faults/switchboard.ts'

const aSwitchboard = () => createFaults(() => ['shop-order', 'shop-order-list', 'shop-pay'])

const invocation = (name: string): Moment => ({ function: name })
const call = (name: string, operation = 'PutItem'): Moment => ({
  function: name,
  service: 'dynamodb',
  operation,
  environment: '1',
})
const delivery: Moment = { service: 'sqs', operation: 'SendMessage' }

describe('the switchboard', () => {
  it.each<[string, object, Moment, boolean]>([
    ['a function names its invocations', { function: 'shop-pay' }, invocation('shop-pay'), true],
    ['a function does not name the calls it makes', { function: 'shop-pay' }, call('shop-pay'), false],
    ['a full name is not the beginning of another', { function: 'shop-order' }, invocation('shop-order-list'), false],
    ['a beginning names all that begin so', { function: 'shop-ord' }, invocation('shop-order-list'), true],
    ['a service names all its calls', { service: 'dynamodb' }, call('shop-pay', 'Query'), true],
    ['a service does not name invocations', { service: 'lambda' }, invocation('shop-pay'), false],
    ['an operation leaves the others alone', { service: 'dynamodb', operation: 'Query' }, call('shop-pay'), false],
    ['both name the calls of the function', { function: 'shop-pay', service: 'dynamodb' }, call('shop-pay'), true],
    ['both leave others’ calls alone', { function: 'shop-pay', service: 'dynamodb' }, call('shop-order'), false],
    ['a service names deliveries too', { service: 'sqs', operation: 'SendMessage' }, delivery, true],
    ['a delivery is nobody’s call', { service: 'sqs', function: 'shop-pay' }, delivery, false],
  ])('%s', (_title, where, moment, strikes) => {
    const faults = aSwitchboard()
    faults.add({ kind: 'error', ...where })

    expect(faults.strike(moment)).toHaveLength(Number(strikes))
  })

  it('lets the first calls through, strikes as often as it was told, and counts who was struck', () => {
    const faults = aSwitchboard()
    const { id } = faults.add({ kind: 'error', service: 'dynamodb', skip: 2, times: 3 })

    const hits = Array.from({ length: 8 }, (_, n) => faults.strike(call(n < 4 ? 'shop-pay' : 'shop-order')).length)

    expect(hits).toEqual([0, 0, 1, 1, 1, 0, 0, 0])
    expect(faults.list()).toEqual([
      expect.objectContaining({
        id,
        matched: 8,
        hits: 3,
        hitsBy: [
          { function: 'shop-pay', service: 'dynamodb', operation: 'PutItem', hits: 2, firstAt: expect.any(String) },
          { function: 'shop-order', service: 'dynamodb', operation: 'PutItem', hits: 1, firstAt: expect.any(String) },
        ],
      }),
    ])
  })

  it('draws the same for the same seed, and another share for another', () => {
    const drawn = (seed: number) => {
      const faults = aSwitchboard()
      faults.add({ kind: 'error', service: 'dynamodb', probability: 0.3, seed })
      return Array.from({ length: 1000 }, () => faults.strike(call('shop-pay')).length)
    }
    const hits = drawn(7).reduce((sum, hit) => sum + hit, 0)

    expect(drawn(7)).toEqual(drawn(7))
    expect(drawn(7)).not.toEqual(drawn(8))
    expect(hits).toBeGreaterThan(250)
    expect(hits).toBeLessThan(350)
  })

  it('is empty at first and again when all faults are removed, one or all at a time', () => {
    const faults = aSwitchboard()
    const before = faults.isEmpty
    const one = faults.add({ kind: 'error', service: 'ses' })
    faults.add({ kind: 'error', service: 'sns' })

    expect([before, faults.isEmpty]).toEqual([true, false])
    expect([faults.remove(one.id), faults.remove(one.id), faults.remove()]).toEqual([1, 0, 1])
    expect(faults.isEmpty).toBe(true)
  })

  it.each<[unknown, string]>([
    [[], 'A fault is a JSON object'],
    [{ service: 'ses' }, '"kind" is missing: latency, error, throttle, lost-response, crash'],
    [{ kind: 'explode', service: 'ses' }, '"kind" must be one of latency, error'],
    [{ kind: 'error' }, 'Say where: "function"'],
    [{ kind: 'error', operation: 'PutItem', function: 'shop-pay' }, '"operation" needs the "service"'],
    [{ kind: 'error', service: 'mail' }, '"service" must be one of dynamodb, events'],
    [{ kind: 'error', function: 'pay' }, 'No function\'s name begins with "pay". Did you mean shop-pay?'],
    [{ kind: 'error', function: 'x' }, '/_local/api/functions lists them'],
    [{ kind: 'latency', service: 'ses' }, '"latency" needs "delayMs"'],
    [{ kind: 'throttle', service: 'ses', errorName: 'Oops' }, '"errorName" is for the kind error only'],
    [{ kind: 'error', service: 'ses', when: 'after' }, '"when" is for the kind crash only'],
    [{ kind: 'error', service: 'ses', probability: 2 }, '"probability" must be a number from 0 to 1, not 2'],
    [{ kind: 'error', service: 'ses', times: 0 }, '"times" must be a whole number from 1'],
    [{ kind: 'error', service: 'ses', rate: 1 }, 'There is no field "rate". Known: kind, function'],
  ])('refuses %j and says what would be right', (input, message) => {
    expect(() => aSwitchboard().add(input)).toThrow(message)
  })
})
