import { describe, expect, it } from '@jest/globals'
import { sign, verify } from '../../../functions/shared/webhook-signature.ts'

const now = new Date('2026-11-05T12:00:00Z')
const seconds = now.getTime() / 1000
const body = '{"id":"evt_1"}'

describe('webhook signatures', () => {
  it('accepts what was signed with the secret', () => {
    expect(verify(['s3cret'], sign('s3cret', seconds, body), body, now)).toBe(true)
  })

  it('accepts the old secret while a new one is rotated in', () => {
    expect(verify(['new', 'old'], sign('old', seconds, body), body, now)).toBe(true)
  })

  it('accepts a header that carries several signatures', () => {
    const header = `t=${seconds},v1=${'0'.repeat(64)},${sign('s3cret', seconds, body).split(',')[1]}`
    expect(verify(['s3cret'], header, body, now)).toBe(true)
  })

  it.each([
    ['another secret', sign('other', seconds, body), body],
    ['a changed body', sign('s3cret', seconds, body), `${body} `],
    ['a changed time', sign('s3cret', seconds, body).replace(`t=${seconds}`, `t=${seconds + 1}`), body],
    ['a signature from more than five minutes ago', sign('s3cret', seconds - 301, body), body],
    ['a signature from more than five minutes ahead', sign('s3cret', seconds + 301, body), body],
    ['no header', undefined, body],
    ['an empty header', '', body],
    ['a header without a signature', `t=${seconds}`, body],
    ['a signature that is no hex', `t=${seconds},v1=zz`, body],
  ])('refuses %s', (_what, header, rawBody) => {
    expect(verify(['s3cret'], header, rawBody, now)).toBe(false)
  })

  it('refuses everything when there is no secret, even a signature made with an empty one', () => {
    expect(verify([], sign('', seconds, body), body, now)).toBe(false)
    expect(verify([''], sign('', seconds, body), body, now)).toBe(false)
  })
})
