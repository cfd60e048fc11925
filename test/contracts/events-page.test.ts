import { describe, expect, it } from '@jest/globals'
import { eventsPage } from '../../bin/lib/docs/events-page.ts'
import { shopServices } from '../../stacks/services.ts'

describe('docs/events.md', () => {
  it('names a publisher for every event: an event that nobody publishes is dead', () => {
    const orphans = eventsPage(shopServices)
      .split('\n')
      .filter((row) => /^\| `\w+` v\d+ \| {2}\|/.test(row))
    expect(orphans).toEqual([])
  })
})
