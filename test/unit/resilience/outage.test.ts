import { describe, expect, it } from '@jest/globals'
import { isOutage } from '../../../functions/shared/resilience/outage.ts'

const named = (name: string, more: object = {}) => Object.assign(new Error('no'), { name, ...more })

describe('An outage', () => {
  it.each<[string, unknown]>([
    ['a fetch without a connection', new TypeError('fetch failed', { cause: new Error('ECONNREFUSED') })],
    ['an answer that breaks off', new TypeError('terminated', { cause: new Error('other side closed') })],
    ['a call that takes too long', named('TimeoutError')],
    [
      'an answer that is no JSON, of a service that is down',
      named('SyntaxError', { $metadata: { httpStatusCode: 503 } }),
    ],
    ['a limit', named('ThrottlingException', { $metadata: { httpStatusCode: 400 } })],
  ])('is %s', (_, error) => {
    expect(isOutage(error)).toBe(true)
  })

  it.each<[string, unknown]>([
    ['a mistake in the code', new TypeError('undefined is not a function')],
    ['a number out of its range', new RangeError('Invalid time value')],
    ['a name that is not there', new ReferenceError('x is not defined')],
    ['a text that is no JSON', new SyntaxError('Unexpected token')],
    ['a refusal', named('MessageRejected', { $metadata: { httpStatusCode: 400 } })],
  ])('is not %s', (_, error) => {
    expect(isOutage(error)).toBe(false)
  })
})
