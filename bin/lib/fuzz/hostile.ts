/** Values that programs stumble over. */
import fc from 'fast-check'

const texts = [
  '',
  ' ',
  '\u0000',
  'a\u0000b',
  '\ud800',
  '\udfff\ud800',
  '\u202eabc',
  '\u200b',
  'e\u0301',
  '💥👩‍👩‍👧‍👦',
  '中文字符',
  'İıſß',
  '\r\nX-Injected: 1',
  '<script>alert(1)</script>',
  "'; DROP TABLE users; --",
  '${7*7}{{7*7}}',
  '../../../../etc/passwd',
  '%00%0a%2e%2e%2f',
  '__proto__',
  'constructor',
  'toString',
  'null',
  'undefined',
  'NaN',
  '-0',
  '1e309',
  '0x1f',
  '٣',
  'USER#1',
  'a#b|c$d',
  '2026-02-30T00:00:00Z',
  '9999-12-31T23:59:59.999Z',
  '0000-01-01T00:00:00Z',
  '-271821-04-20T00:00:00Z',
  '2026-11-22T10:00:00+25:00',
  'a@b.c',
  '"quoted@local"@example.com',
  `${'a'.repeat(300)}@example.com`,
  '+99999999999999999999',
  'zz-ZZ-x-private',
] as const

const lengths = [1, 2, 63, 64, 65, 100, 101, 150, 151, 200, 201, 254, 255, 256, 257, 1000, 5000, 5001, 20_000]
const numbers = [
  0,
  -0,
  -1,
  1,
  1.5,
  0.1,
  1e-7,
  99,
  100,
  101,
  499,
  501,
  100_000,
  100_001,
  2 ** 31 - 1,
  2 ** 31,
  2 ** 32,
  Number.MAX_SAFE_INTEGER,
  Number.MAX_SAFE_INTEGER + 1,
  -Number.MAX_SAFE_INTEGER,
  1e21,
  1e308,
  5e-324,
] as const

export const hostileText = (): fc.Arbitrary<string> =>
  fc.oneof(
    { weight: 4, arbitrary: fc.constantFrom(...texts) },
    {
      weight: 2,
      arbitrary: fc.tuple(fc.constantFrom('a', '9', '中', '💥'), fc.constantFrom(...lengths)).map(repeated),
    },
    { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 30 }) },
    { weight: 1, arbitrary: fc.string({ unit: 'grapheme', maxLength: 30 }) },
  )

const repeated = ([unit, length]: [string, number]) => unit.repeat(length)

export const hostileNumber = (): fc.Arbitrary<number> =>
  fc.oneof(
    { weight: 4, arbitrary: fc.constantFrom(...numbers) },
    { weight: 1, arbitrary: fc.integer() },
    { weight: 1, arbitrary: fc.double({ noNaN: true, noDefaultInfinity: true }) },
  )

const structures: readonly unknown[] = [
  null,
  true,
  false,
  [],
  {},
  [[]],
  [null],
  { a: 1 },
  { $ne: null },
  { S: 'x' },
  { amount: -1, currency: 'USD' },
  { amount: 0, currency: 'USD' },
  { amount: 1.5, currency: 'USD' },
  { amount: Number.MAX_SAFE_INTEGER, currency: 'USD' },
  { amount: 100, currency: 'usd' },
  { amount: 100, currency: 'XXX' },
  { amount: 100, currency: 'JPY' },
  { amount: '100', currency: 'USD' },
  Array.from({ length: 501 }, () => ({ sku: 'A', quantity: 1 })),
  Array.from({ length: 2000 }, (_, n) => n),
  nested(100),
]

function nested(depth: number): unknown {
  return depth === 0 ? 'deep' : { in: [nested(depth - 1)] }
}

export const hostileValue = (): fc.Arbitrary<unknown> =>
  fc.oneof(
    { weight: 4, arbitrary: hostileText() },
    { weight: 3, arbitrary: hostileNumber() },
    { weight: 3, arbitrary: fc.constantFrom(...structures) },
    { weight: 1, arbitrary: fc.jsonValue({ maxDepth: 3 }) },
  )
