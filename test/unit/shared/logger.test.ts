import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals'
import { Problem } from '../../../functions/shared/errors.ts'
import { logger } from '../../../functions/shared/observability/logger.ts'

let lines: string[]
let printed: { mockRestore(): void }[]
beforeEach(() => {
  lines = []
  const keep = (line: unknown) => void lines.push(String(line))
  const { console: own } = logger as unknown as { console: Console }
  printed = (['warn', 'error'] as const).map((level) => jest.spyOn(own, level).mockImplementation(keep))
})
afterEach(() => {
  for (const each of printed) each.mockRestore()
})

describe('a log line', () => {
  it('has no e-mail address, telephone number or token, also when an error of AWS names them', () => {
    const refusal = new Error(
      'Email address is not verified. The following identities failed the check: ada@example.com, <li@mail.example.cn>',
    )
    const text = Object.assign(new Error('Invalid parameter: +15550100000'), { $metadata: { httpStatusCode: 400 } })

    logger.error('event failed', { subscriber: 'order-messages', error: refusal })
    logger.warn('text failed', { error: text, token: 'eyJhbGciOiJFUzI1NiJ9.eyJzdWIiOiIxIn0.c2ln' })

    expect(lines.join()).not.toMatch(/ada@|li@|15550100000|eyJ/)
    expect(JSON.parse(lines[0]!)).toMatchObject({
      message: 'event failed',
      subscriber: 'order-messages',
      error: { name: 'Error', message: expect.stringContaining('is not verified'), stack: expect.any(String) },
    })
  })

  it('keeps of an error its words and its cause, not the item that it carries', () => {
    const changed = Object.assign(new Error('payment 1 changed'), {
      current: { taskToken: 'task-secret', shippingAddress: { line1: '1 Harbour Street' } },
    })

    logger.error('request failed', new Problem('INTERNAL_ERROR', 'Something went wrong', { cause: changed }))

    expect(lines.join()).not.toMatch(/task-secret|Harbour/)
    expect(JSON.parse(lines[0]!).error).toMatchObject({
      name: 'INTERNAL_ERROR',
      cause: { name: 'Error', message: 'payment 1 changed' },
    })
  })
})
