import { generateKeyPairSync, sign, verify } from 'node:crypto'
import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import {
  type AddressBook,
  emptyBook,
  withAddress,
  withDefault,
  withoutAddress,
} from '../../../functions/users/domain/address-book.ts'
import { joseFromDer } from '../../../functions/users/domain/ecdsa-signature.ts'
import { normalizeEmail } from '../../../functions/users/domain/email.ts'
import { hasEnded } from '../../../functions/users/domain/ended-session.ts'
import { delayAfter, secondsBlocked } from '../../../functions/users/domain/login-failures.ts'
import { passwordWeakness } from '../../../functions/users/domain/password-policy.ts'
import { formatRefreshToken, parseRefreshToken } from '../../../functions/users/domain/refresh-token.ts'
import { normalizeResetCode } from '../../../functions/users/domain/reset-code.ts'

describe('a password', () => {
  it('of a seeded account or a pass phrase is strong enough', () => {
    expect(passwordWeakness('Tradewind-Local-1', 'customer@tradewind.example')).toBeUndefined()
    expect(passwordWeakness('correct horse battery', 'ada@example.com')).toBeUndefined()
    expect(passwordWeakness('一二三四五六七八九十', 'ada@example.com')).toBeUndefined()
  })

  it.each([
    ['is short', 'Abc-12345', 'ada@example.com'],
    ['is a common one', 'password123', 'ada@example.com'],
    ['is a common one in capitals with a mark', 'PASSWORD123!', 'ada@example.com'],
    ['repeats one character', 'aaaaaaaaaaaa', 'ada@example.com'],
    ['repeats two characters', 'abababababab', 'ada@example.com'],
    ['contains the e-mail name', 'lovelace-2026', 'lovelace@example.com'],
  ])('that %s is weak', (_, password, email) => {
    expect(passwordWeakness(password, email)).toEqual(expect.any(String))
  })
})

describe('an e-mail address', () => {
  it('is the same in any case, width and with space around it', () => {
    expect(normalizeEmail('  Ada.Lovelace＠Example.COM ')).toBe('ada.lovelace@example.com')
  })

  it('is normalized once for all', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        expect(normalizeEmail(normalizeEmail(text))).toBe(normalizeEmail(text))
      }),
    )
  })
})

describe('failed logins', () => {
  it('cost nothing below ten, then a delay that doubles up to 15 minutes', () => {
    expect([0, 9, 10, 11, 12, 17, 18, 1000].map(delayAfter)).toEqual([0, 0, 5, 10, 20, 640, 900, 900])
  })

  it('block until the second is over', () => {
    expect(secondsBlocked({ failures: 10, blockedUntil: 105 }, 100)).toBe(5)
    expect(secondsBlocked({ failures: 10, blockedUntil: 105 }, 105)).toBe(0)
    expect(secondsBlocked(undefined, 100)).toBe(0)
  })
})

describe('an address book', () => {
  it('has exactly one default as long as it has any address', () => {
    const change = fc.record({ what: fc.constantFrom('add', 'default', 'remove'), which: fc.nat(), flag: fc.boolean() })
    fc.assert(
      fc.property(fc.array(change, { maxLength: 40 }), (changes) => {
        let book: AddressBook = emptyBook
        changes.forEach(({ what, which, flag }, n) => {
          const id = book.ids[which % book.ids.length]
          if (what === 'add') book = withAddress(book, `a${n}`, flag)
          else if (id !== undefined) book = what === 'default' ? withDefault(book, id) : withoutAddress(book, id)
        })
        expect(book.ids.filter((id) => id === book.defaultId)).toHaveLength(Math.min(book.ids.length, 1))
        if (book.ids.length === 0) expect(book.defaultId).toBeUndefined()
      }),
    )
  })
})

describe('an ECDSA signature', () => {
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })

  it('is as valid in JOSE form as it was in DER', () => {
    for (let n = 0; n < 300; n++) {
      const message = Buffer.from(`message ${n}`)
      const jose = joseFromDer(sign('sha256', message, privateKey))
      expect(jose).toHaveLength(64)
      expect(verify('sha256', message, { key: publicKey, dsaEncoding: 'ieee-p1363' }, jose)).toBe(true)
    }
  })

  it('is refused when it is cut or not one', () => {
    const der = sign('sha256', Buffer.from('message'), privateKey)
    expect(() => joseFromDer(der.subarray(0, -1))).toThrow()
    expect(() => joseFromDer(Buffer.from('nonsense'))).toThrow()
  })
})

describe('a refresh token', () => {
  it('is read as it was written, and nothing else is', () => {
    const token = { sessionId: '01J00000000000000000000000', familySecret: 'a'.repeat(22), turnSecret: 'b'.repeat(43) }
    expect(parseRefreshToken(formatRefreshToken(token))).toEqual(token)
    fc.assert(fc.property(fc.string(), (text) => expect(parseRefreshToken(text)).toBeUndefined()))
  })
})

describe('Ended sessions', () => {
  const token = { sub: 'ada', sid: 'phone', gen: 0 }
  it.each([
    ['of somebody else', [{ userId: 'bob', generation: 1 }], false],
    ['by a new password elsewhere', [{ userId: 'ada', generation: 1, keptSessionId: 'laptop' }], true],
    ['by a new password set in this very session', [{ userId: 'ada', generation: 1, keptSessionId: 'phone' }], false],
    [
      'by a later one, set elsewhere',
      [
        { userId: 'ada', generation: 1, keptSessionId: 'phone' },
        { userId: 'ada', generation: 2, keptSessionId: 'laptop' },
      ],
      true,
    ],
    ['before this one began', [{ userId: 'ada', generation: 0 }], false],
  ])('%s', (_, ended, expected) => {
    expect(hasEnded(token, ended)).toBe(expected)
  })
})

describe('A code for a new password', () => {
  it('is taken as people type it, and nothing else is', () => {
    expect(normalizeResetCode(' 1234 5678-9012 3456\n')).toBe('1234567890123456')
    for (const text of [
      '',
      '123456789012345',
      '12345678901234567',
      '123456789012345a',
      '１２３４５６７８９０１２３４５６',
    ]) {
      expect(normalizeResetCode(text)).toBeUndefined()
    }
  })
})
