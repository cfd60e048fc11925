import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from '@jest/globals'
import { eventsPage } from '../../bin/lib/docs/events-page.ts'
import { shopServices } from '../../stacks/services.ts'

describe('docs/events.md', () => {
  it('is what `npm run docs` writes', () => {
    const page = readFileSync(join(import.meta.dirname, '../../docs/events.md'), 'utf8')
    expect(page).toBe(eventsPage(shopServices))
  })

  it('names a publisher for every event: an event that nobody publishes is dead', () => {
    const orphans = eventsPage(shopServices)
      .split('\n')
      .filter((row) => /^\| `\w+` v\d+ \| {2}\|/.test(row))
    expect(orphans).toEqual([])
  })
})
