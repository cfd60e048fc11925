import { describe, expect, it } from '@jest/globals'
import * as z from 'zod/mini'
import { allEvents } from '../../contracts/events/all.ts'

describe('Every event', () => {
  it.each(allEvents.map((event) => [event.name, event] as const))(
    '%s is named in the past tense and carries no personal data',
    (name, event) => {
      const fields = JSON.stringify(z.toJSONSchema(event.data))
      expect(name).toMatch(/(ed|Paid|Sent|Payment)$/)
      expect(fields).not.toMatch(/"(email|phone|recipient|line1|token|password|accessToken|cardNumber)"/)
    },
  )

  it('has a name of its own', () => {
    expect(new Set(allEvents.map(({ name }) => name)).size).toBe(allEvents.length)
  })
})
