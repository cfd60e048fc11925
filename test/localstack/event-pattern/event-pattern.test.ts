import { describe, expect, it } from '@jest/globals'
import { assertPattern, matches } from '../../../localstack/embedded/event-pattern.ts'

type Case = [title: string, pattern: unknown, event: unknown, expected: boolean]
const at = (matcher: unknown) => ({ detail: { field: [matcher] } })
const event = (field: unknown) => ({ detail: { field } })

const cases: Case[] = [
  ['an exact string', at('red'), event('red'), true],
  ['another string', at('red'), event('blue'), false],
  ['an exact number whatever its notation', at(300), event(3e2), true],
  ['a number is not its text', at(300), event('300'), false],
  ['null', at(null), event(null), true],
  ['null is not absence', at(null), { detail: {} }, false],
  ['a boolean', at(true), event(true), true],
  ['one of several values', { detail: { field: ['red', 'blue'] } }, event('blue'), true],
  [
    'all fields are needed',
    { source: ['shop'], detail: { field: ['red'] } },
    { source: 'shop', detail: { field: 'blue' } },
    false,
  ],
  ['one element of an array in the event', at('b'), event(['a', 'b']), true],
  ['no element of an array in the event', at('c'), event(['a', 'b']), false],
  ['an element of a nested array', at('b'), event([['a'], ['b']]), true],
  ['one object of an array', { detail: { field: { sku: ['A'], n: [1] } } }, event([{ sku: 'A', n: 1 }]), true],
  [
    'never fields of different objects of an array',
    { detail: { field: { sku: ['A'], n: [2] } } },
    event([
      { sku: 'A', n: 1 },
      { sku: 'B', n: 2 },
    ]),
    false,
  ],
  ['a field named like an object property', { constructor: [{ exists: true }] }, {}, false],
  ['a prefix', at({ prefix: 're' }), event('red'), true],
  ['not a prefix', at({ prefix: 'ed' }), event('red'), false],
  ['a prefix in any case', at({ prefix: { 'equals-ignore-case': 'RE' } }), event('red'), true],
  ['a suffix', at({ suffix: '.png' }), event('a.png'), true],
  ['a suffix in any case', at({ suffix: { 'equals-ignore-case': '.PNG' } }), event('a.png'), true],
  ['a suffix of a number never', at({ suffix: '1' }), event(11), false],
  ['equality in any case', at({ 'equals-ignore-case': 'Red' }), event('rED'), true],
  ['anything but a string', at({ 'anything-but': 'red' }), event('blue'), true],
  ['the string itself', at({ 'anything-but': 'red' }), event('red'), false],
  ['anything but an absent field', at({ 'anything-but': 'red' }), { detail: {} }, false],
  ['anything but a number', at({ 'anything-but': 5 }), event(6), true],
  ['anything but a list', at({ 'anything-but': ['a', 'b'] }), event('b'), false],
  ['anything but, with one other element', at({ 'anything-but': ['a'] }), event(['a', 'c']), true],
  ['anything but a prefix', at({ 'anything-but': { prefix: 'init' } }), event('initial'), false],
  ['anything but several prefixes', at({ 'anything-but': { prefix: ['a', 'b'] } }), event('c'), true],
  ['anything but a suffix', at({ 'anything-but': { suffix: '.txt' } }), event('a.png'), true],
  ['anything but in any case', at({ 'anything-but': { 'equals-ignore-case': ['RED'] } }), event('red'), false],
  ['anything but a wildcard', at({ 'anything-but': { wildcard: '*/lib/*' } }), event('/usr/lib/x'), false],
  ['a number below', at({ numeric: ['<', 10] }), event(9.5), true],
  ['a number equal', at({ numeric: ['=', 10] }), event(10), true],
  ['a number in a range', at({ numeric: ['>', 0, '<=', 5] }), event(5), true],
  ['a number outside a range', at({ numeric: ['>', 0, '<', 5] }), event(5), false],
  ['a numeric text never', at({ numeric: ['>', 0] }), event('5'), false],
  ['existence', at({ exists: true }), event(null), true],
  ['existence of an absent field', at({ exists: true }), { detail: {} }, false],
  ['absence', at({ exists: false }), { detail: {} }, true],
  ['absence under an absent parent', at({ exists: false }), {}, true],
  ['absence of a present field', at({ exists: false }), event('x'), false],
  ['existence of an object, which is no leaf', at({ exists: true }), event({ a: 1 }), false],
  ['an IPv4 address in a range', at({ cidr: '10.0.0.0/24' }), event('10.0.0.255'), true],
  ['an IPv4 address outside', at({ cidr: '10.0.0.0/24' }), event('10.0.1.0'), false],
  ['an IPv6 address in a range', at({ cidr: '2001:db8::/32' }), event('2001:db8:1::1'), true],
  ['a text that is no address', at({ cidr: '10.0.0.0/8' }), event('ten'), false],
  ['a wildcard', at({ wildcard: 'dir/*/file*.txt' }), event('dir/a/b/file1.txt'), true],
  ['a wildcard that fails', at({ wildcard: 'dir/*.png' }), event('dir/a.txt'), false],
  ['an escaped star', at({ wildcard: 'a\\*b' }), event('a*b'), true],
  ['an escaped star is no wildcard', at({ wildcard: 'a\\*b' }), event('axb'), false],
  ['regular expression characters as text', at({ wildcard: 'a.b(*)' }), event('a.b(c)'), true],
  ['the first of $or', { $or: [{ a: [1] }, { b: [2] }] }, { a: 1 }, true],
  ['the second of $or', { $or: [{ a: [1] }, { b: [2] }] }, { b: 2 }, true],
  ['none of $or', { $or: [{ a: [1] }, { b: [2] }] }, { a: 2, b: 1 }, false],
  ['$or beside another field', { c: [3], $or: [{ a: [1] }, { b: [2] }] }, { a: 1 }, false],
  ['$or inside a field', { detail: { $or: [{ a: [1] }, { b: [{ numeric: ['>', 1] }] }] } }, { detail: { b: 2 } }, true],
  ['an alternative of absence and value', { a: [{ exists: false }, 'x'] }, {}, true],
  ['an empty text', at(''), event(''), true],
]

describe('An event pattern', () => {
  it.each(cases)('decides %s', (_title, pattern, candidate, expected) => {
    assertPattern(pattern)
    expect(matches(pattern, candidate)).toBe(expected)
  })

  it.each([
    ['an unknown operator', at({ regex: 'x' }), /detail\.field has the unknown operator "regex"/],
    ['two operators in one object', at({ prefix: 'a', suffix: 'b' }), /one operator/],
    ['a bare value', { source: 'shop' }, /write \["shop"\]/],
    ['an empty list', { source: [] }, /empty/],
    ['an empty object', { detail: {} }, /empty/],
    ['a numeric with a text', at({ numeric: ['>', '5'] }), /numeric takes/],
    ['an empty numeric range', at({ numeric: ['>', 5, '<', 1] }), /range is empty/],
    ['two stars in a row', at({ wildcard: 'a**b' }), /two \*/],
    ['a range that is none', at({ cidr: '10.0.0.0/64' }), /cidr/],
    ['an $or of one', { $or: [{ a: [1] }] }, /at least two/],
    ['anything-but with an operator it lacks', at({ 'anything-but': { numeric: ['>', 1] } }), /does not take/],
    ['no object', 'x', /must be a JSON object/],
  ])('is refused for %s', (_title, pattern, message) => {
    expect(() => assertPattern(pattern)).toThrow(message)
  })
})
