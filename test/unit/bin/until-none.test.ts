import { describe, expect, it } from '@jest/globals'
import { untilNone } from '../../../bin/lib/api.ts'

const patience = { seconds: 0.2, everyMs: 5 }

describe('What has to become empty', () => {
  it('is waited for as long as it becomes shorter, however long that takes in all', async () => {
    const started = Date.now()
    const left = () => Array.from({ length: Math.max(0, 10 - Math.floor((Date.now() - started) / 50)) })

    await untilNone('the list to be empty', async () => left(), patience)

    expect(left()).toHaveLength(0)
  })

  it('is given up when it stays as it is, and named', async () => {
    const stuck = untilNone('the list to be empty', async () => ['left'], patience)

    await expect(stuck).rejects.toThrow('Waited 0.2 s for the list to be empty; last seen: ["left"]')
  })
})
