/** What parsed expressions mean for an item. */
import type { Change, Comparator, Condition, Operand, Path } from './expression.ts'
import { invalid } from './tokens.ts'
import { compare, copy, equal, type Item, isSet, type Value } from './values.ts'

export interface Scope {
  readonly ExpressionAttributeNames?: Readonly<Record<string, string>> | undefined
  readonly ExpressionAttributeValues?: Readonly<Record<string, Value>> | undefined
}

export function holds(condition: Condition, item: Item, scope: Scope): boolean {
  switch (condition.kind) {
    case 'and':
      return holds(condition.left, item, scope) && holds(condition.right, item, scope)
    case 'or':
      return holds(condition.left, item, scope) || holds(condition.right, item, scope)
    case 'not':
      return !holds(condition.inner, item, scope)
    case 'compare':
      return compares(
        condition.by,
        operandValue(condition.left, item, scope),
        operandValue(condition.right, item, scope),
      )
    case 'between': {
      const value = operandValue(condition.value, item, scope)
      return (
        compares('>=', value, operandValue(condition.low, item, scope)) &&
        compares('<=', value, operandValue(condition.high, item, scope))
      )
    }
    case 'in': {
      const value = operandValue(condition.value, item, scope)
      return value !== undefined && condition.list.some((each) => equal(value, operandValue(each, item, scope)))
    }
    case 'attribute_exists':
      return read(condition.path, item, scope) !== undefined
    case 'attribute_not_exists':
      return read(condition.path, item, scope) === undefined
    case 'attribute_type':
      return typeName(read(condition.path, item, scope)) === operandValue(condition.value, item, scope)
    case 'begins_with': {
      const [text, start] = [read(condition.path, item, scope), operandValue(condition.value, item, scope)]
      return typeof text === 'string' && typeof start === 'string' && text.startsWith(start)
    }
    case 'contains':
      return contains(read(condition.path, item, scope), operandValue(condition.value, item, scope))
  }
}

function compares(by: Comparator, left: Value, right: Value): boolean {
  if (by === '<>') return !(left !== undefined && right !== undefined && equal(left, right))
  if (left === undefined || right === undefined) return false
  if (by === '=') return equal(left, right)
  const order = compare(left, right)
  if (order === undefined) return false
  return by === '<' ? order < 0 : by === '<=' ? order <= 0 : by === '>' ? order > 0 : order >= 0
}

function contains(whole: Value, part: Value): boolean {
  if (typeof whole === 'string') return typeof part === 'string' && whole.includes(part)
  if (isSet(whole)) return whole.has(part)
  return Array.isArray(whole) && whole.some((each) => equal(each, part))
}

function typeName(value: Value): string | undefined {
  if (value === null) return 'NULL'
  if (Array.isArray(value)) return 'L'
  if (isSet(value)) return typeof [...value][0] === 'number' ? 'NS' : 'SS'
  if (value instanceof Uint8Array) return 'B'
  return { string: 'S', number: 'N', boolean: 'BOOL', object: 'M' }[typeof value as string]
}

export function operandValue(operand: Operand, item: Item, scope: Scope): Value {
  switch (operand.kind) {
    case 'path':
      return read(operand.path, item, scope)
    case 'value':
      return given(operand.name, scope)
    case 'size':
      return sizeOf(read(operand.path, item, scope))
    case 'if_not_exists': {
      const value = read(operand.path, item, scope)
      return value === undefined ? operandValue(operand.other, item, scope) : value
    }
    case 'list_append':
      return [...listOf(operand.left, item, scope), ...listOf(operand.right, item, scope)]
    default: {
      const [left, right] = [operandValue(operand.left, item, scope), operandValue(operand.right, item, scope)]
      if (typeof left !== 'number' || typeof right !== 'number')
        throw invalid('An operand in the update expression has an incorrect data type')
      return operand.kind === '+' ? left + right : left - right
    }
  }
}

function listOf(operand: Operand, item: Item, scope: Scope): readonly Value[] {
  const value = operandValue(operand, item, scope)
  if (!Array.isArray(value)) throw invalid('Incorrect operand type for list_append')
  return value
}

function sizeOf(value: Value): number | undefined {
  // As the engine counts: UTF-16 units.
  if (typeof value === 'string') return value.length
  if (Array.isArray(value)) return value.length
  if (isSet(value)) return value.size
  return typeof value === 'object' && value !== null ? Object.keys(value).length : undefined
}

function given(name: string, { ExpressionAttributeValues }: Scope): Value {
  const value = ExpressionAttributeValues?.[name]
  if (value === undefined)
    throw invalid(`An expression attribute value used in expression is not defined; attribute value: ${name}`)
  return value
}

export const nameOf = (part: string, { ExpressionAttributeNames }: Scope): string => {
  if (!part.startsWith('#')) return part
  const name = ExpressionAttributeNames?.[part]
  if (name === undefined)
    throw invalid(`An expression attribute name used in the document path is not defined; attribute name: ${part}`)
  return name
}

export function read(path: Path, item: Item, scope: Scope): Value {
  let value: Value = item
  for (const part of path) {
    if (typeof value !== 'object' || value === null || isSet(value)) return undefined
    if (typeof part === 'number') value = Array.isArray(value) ? value[part] : undefined
    else {
      const name = nameOf(part, scope)
      value = !Array.isArray(value) && Object.hasOwn(value, name) ? (value as Item)[name] : undefined
    }
  }
  return value
}

/** The item after all changes; every value is computed from the item before. */
export function applyChanges(changes: readonly Change[], before: Item, scope: Scope): Item {
  const after = copy(before) as Record<string, Value>
  const computed = changes.map((change) => [change, newValueOf(change, before, scope)] as const)
  for (const [change, value] of computed) write(change.path, after, value, scope)
  return after
}

/** Undefined removes the attribute. */
function newValueOf(change: Change, before: Item, scope: Scope): Value {
  if (change.kind === 'remove') return undefined
  if (change.kind === 'set') {
    const value = operandValue(change.value, before, scope)
    if (value === undefined)
      throw invalid('The provided expression refers to an attribute that does not exist in the item')
    return copy(value)
  }
  const old = read(change.path, before, scope)
  const value = operandValue(change.value, before, scope)
  if (isSet(value)) {
    const members = new Set(isSet(old) ? old : [])
    for (const member of value) change.kind === 'add' ? members.add(member) : members.delete(member)
    return members.size > 0 ? members : undefined
  }
  if (typeof value !== 'number' || (old !== undefined && typeof old !== 'number'))
    throw invalid('An operand in the update expression has an incorrect data type')
  return ((old as number | undefined) ?? 0) + value
}

function write(path: Path, item: Record<string, Value>, value: Value, scope: Scope): void {
  let parent: Value = item
  for (const part of path.slice(0, -1)) {
    parent = (parent as Record<string | number, Value>)[typeof part === 'number' ? part : nameOf(part, scope)]
    if (typeof parent !== 'object' || parent === null)
      throw invalid('The document path provided in the update expression is invalid for update')
  }
  const last = path.at(-1)!
  const key = typeof last === 'number' ? last : nameOf(last, scope)
  const container = parent as Record<string | number, Value>
  if (value !== undefined) container[key] = value
  else if (Array.isArray(parent)) parent.splice(key as number, 1)
  else delete container[key]
}
