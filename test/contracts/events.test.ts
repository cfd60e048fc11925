import { describe, expect, it } from '@jest/globals'
import * as z from 'zod/mini'
import type { EventDefinition } from '../../contracts/event.ts'
import * as contracts from '../../contracts/events/index.ts'

const events = Object.values(contracts).filter(
  (each): each is EventDefinition => typeof each === 'object' && 'data' in each,
)

describe('Every event', () => {
  it.each(events.map((event) => [event.name, event] as const))(
    '%s is named in the past tense and carries no personal data',
    (name, event) => {
      const fields = JSON.stringify(z.toJSONSchema(event.data))
      expect(name).toMatch(/(ed|Paid|Sent|Payment)$/)
      expect(fields).not.toMatch(/"(email|phone|recipient|line1|token|password|accessToken|cardNumber)"/)
    },
  )

  it('has a name of its own', () => {
    expect(new Set(events.map(({ name }) => name)).size).toBe(events.length)
  })
})
