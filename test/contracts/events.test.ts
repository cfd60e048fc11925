import { describe, expect, it } from '@jest/globals'
import * as z from 'zod/mini'
import { allEvents } from '../../contracts/events/all.ts'

describe('Every event', () => {
  it.each(allEvents.map((event) => [event.name, event] as const))(
    '%s is named in the past tense and carries no personal data',
    (name, event) => {
      const fields = fieldNames(z.toJSONSchema(event.data))
      expect(name).toMatch(/(ed|Paid|Sent|RanLow|AwaitingPayment|NeedsAttention)$/)
      expect(fields).not.toContainEqual(
        expect.stringMatching(/^(email|phone|recipient|line1|.*token|password|card.*)$/i),
      )
    },
  )

  it('has a name of its own', () => {
    expect(new Set(allEvents.map(({ name }) => name)).size).toBe(allEvents.length)
  })
})

/** Names of all fields, also of those inside lists and objects. */
function fieldNames(schema: unknown): string[] {
  if (typeof schema !== 'object' || schema === null) return []
  const { properties = {}, ...rest } = schema as { properties?: object }
  return [
    ...Object.keys(properties),
    ...Object.values(properties).flatMap(fieldNames),
    ...Object.values(rest).flatMap(fieldNames),
  ]
}
