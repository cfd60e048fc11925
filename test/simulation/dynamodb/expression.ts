/** Parses condition, key condition, filter, update and projection expressions, as far as the shop's functions write them. */
import { invalid, Tokens } from './tokens.ts'

export type Path = readonly (string | number)[]

export type Operand =
  | { readonly kind: 'path'; readonly path: Path }
  | { readonly kind: 'value'; readonly name: string }
  | { readonly kind: 'size'; readonly path: Path }
  | { readonly kind: 'if_not_exists'; readonly path: Path; readonly other: Operand }
  | { readonly kind: 'list_append' | '+' | '-'; readonly left: Operand; readonly right: Operand }

export type Comparator = '=' | '<>' | '<' | '<=' | '>' | '>='

export type Condition =
  | { readonly kind: 'and' | 'or'; readonly left: Condition; readonly right: Condition }
  | { readonly kind: 'not'; readonly inner: Condition }
  | { readonly kind: 'compare'; readonly by: Comparator; readonly left: Operand; readonly right: Operand }
  | { readonly kind: 'between'; readonly value: Operand; readonly low: Operand; readonly high: Operand }
  | { readonly kind: 'in'; readonly value: Operand; readonly list: readonly Operand[] }
  | { readonly kind: 'attribute_exists' | 'attribute_not_exists'; readonly path: Path }
  | { readonly kind: 'attribute_type' | 'begins_with' | 'contains'; readonly path: Path; readonly value: Operand }

export type Change =
  | { readonly kind: 'set'; readonly path: Path; readonly value: Operand }
  | { readonly kind: 'remove'; readonly path: Path }
  | { readonly kind: 'add' | 'delete'; readonly path: Path; readonly value: Operand }

const comparators: readonly string[] = ['=', '<>', '<', '<=', '>', '>=']
const pathTests = ['attribute_exists', 'attribute_not_exists'] as const
const valueTests = ['attribute_type', 'begins_with', 'contains'] as const

/** Expressions are constants of the code: few texts, parsed once. */
function once<Parsed>(parse: (tokens: Tokens) => Parsed): (text: string) => Parsed {
  const known = new Map<string, Parsed>()
  return (text) => {
    const found = known.get(text)
    if (found !== undefined) return found
    const tokens = new Tokens(text)
    const parsed = parse(tokens)
    if (!tokens.atEnd) throw invalid(`Syntax error in "${text}" at ${tokens.peek()}`)
    if (known.size < 10_000) known.set(text, parsed)
    return parsed
  }
}

export const parseCondition = once(orOf)
export const parseUpdate = once(changesOf)
export const parseProjection = once((tokens) => listOf(tokens, pathOf))

function orOf(tokens: Tokens): Condition {
  let left = andOf(tokens)
  while (tokens.skip('OR')) left = { kind: 'or', left, right: andOf(tokens) }
  return left
}

function andOf(tokens: Tokens): Condition {
  let left = notOf(tokens)
  while (tokens.skip('AND')) left = { kind: 'and', left, right: notOf(tokens) }
  return left
}

function notOf(tokens: Tokens): Condition {
  return tokens.skip('NOT') ? { kind: 'not', inner: notOf(tokens) } : testOf(tokens)
}

function testOf(tokens: Tokens): Condition {
  if (tokens.skip('(')) {
    const inner = orOf(tokens)
    tokens.expect(')')
    return inner
  }
  const name = tokens.peek()
  if (tokens.peek(1) === '(' && name !== 'size') return functionOf(tokens)
  const value = operandOf(tokens)
  if (tokens.skip('BETWEEN')) {
    const low = operandOf(tokens)
    tokens.expect('AND')
    return { kind: 'between', value, low, high: operandOf(tokens) }
  }
  if (tokens.skip('IN')) {
    tokens.expect('(')
    const list = listOf(tokens, operandOf)
    tokens.expect(')')
    return { kind: 'in', value, list }
  }
  const by = tokens.take()
  if (!comparators.includes(by)) throw invalid(`Unknown comparator ${by}`)
  return { kind: 'compare', by: by as Comparator, left: value, right: operandOf(tokens) }
}

function functionOf(tokens: Tokens): Condition {
  const name = tokens.take()
  tokens.expect('(')
  const path = pathOf(tokens)
  const test = pathTests.find((each) => each === name)
  if (test) {
    tokens.expect(')')
    return { kind: test, path }
  }
  const kind = valueTests.find((each) => each === name)
  if (!kind) throw invalid(`Invalid function name; function: ${name}`)
  tokens.expect(',')
  const value = operandOf(tokens)
  tokens.expect(')')
  return { kind, path, value }
}

function changesOf(tokens: Tokens): readonly Change[] {
  const changes: Change[] = []
  while (!tokens.atEnd) {
    const clause = tokens.take().toUpperCase()
    if (clause === 'SET') changes.push(...listOf(tokens, setOf))
    else if (clause === 'REMOVE') changes.push(...listOf(tokens, (t) => ({ kind: 'remove' as const, path: pathOf(t) })))
    else if (clause === 'ADD' || clause === 'DELETE') {
      const kind = clause === 'ADD' ? 'add' : 'delete'
      changes.push(...listOf(tokens, (t) => ({ kind, path: pathOf(t), value: operandOf(t) }) as const))
    } else throw invalid(`Unknown clause ${clause}`)
  }
  return changes
}

function setOf(tokens: Tokens): Change {
  const path = pathOf(tokens)
  tokens.expect('=')
  const left = operandOf(tokens)
  if (tokens.skip('+')) return { kind: 'set', path, value: { kind: '+', left, right: operandOf(tokens) } }
  if (tokens.skip('-')) return { kind: 'set', path, value: { kind: '-', left, right: operandOf(tokens) } }
  return { kind: 'set', path, value: left }
}

function operandOf(tokens: Tokens): Operand {
  const next = tokens.peek() ?? ''
  if (next.startsWith(':')) return { kind: 'value', name: tokens.take() }
  if (tokens.peek(1) !== '(') return { kind: 'path', path: pathOf(tokens) }
  tokens.take()
  tokens.expect('(')
  const operand = calledOf(tokens, next)
  tokens.expect(')')
  return operand
}

function calledOf(tokens: Tokens, name: string): Operand {
  if (name === 'size') return { kind: 'size', path: pathOf(tokens) }
  if (name === 'if_not_exists') {
    const path = pathOf(tokens)
    tokens.expect(',')
    return { kind: 'if_not_exists', path, other: operandOf(tokens) }
  }
  if (name !== 'list_append') throw invalid(`Invalid function name; function: ${name}`)
  const left = operandOf(tokens)
  tokens.expect(',')
  return { kind: 'list_append', left, right: operandOf(tokens) }
}

function listOf<Each>(tokens: Tokens, each: (tokens: Tokens) => Each): Each[] {
  const list = [each(tokens)]
  while (tokens.skip(',')) list.push(each(tokens))
  return list
}

function pathOf(tokens: Tokens): Path {
  const path: (string | number)[] = [tokens.take()]
  for (;;) {
    if (tokens.skip('.')) path.push(tokens.take())
    else if (tokens.skip('[')) {
      path.push(Number(tokens.take()))
      tokens.expect(']')
    } else return path
  }
}
