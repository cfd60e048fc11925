/** JSONPath filters: comparisons of `@.path` with literals, joined by `&&` and `||`. */
export type Filter = (item: unknown) => boolean

const TERM =
  /^\s*(!?)\s*@((?:\.[\w$-]+|\['[^']*'\])*)\s*(?:(==|!=|<=|>=|<|>)\s*('[^']*'|"[^"]*"|-?\d+(?:\.\d+)?|true|false|null))?\s*$/

/** @throws Error naming the filter when it uses more than comparisons with literals. */
export function parseFilter(text: string): Filter {
  const any = text.split('||').map((part) => part.split('&&').map(parseTerm))
  return (item) => any.some((all) => all.every((term) => term(item)))
}

function parseTerm(text: string): Filter {
  const match = TERM.exec(text)
  if (!match) throw new Error(`"${text.trim()}" is not a supported JSONPath filter; compare @.field with a literal`)
  const [, negated, path, operator, literal] = match
  const names = [...path!.matchAll(/\.([\w$-]+)|\['([^']*)'\]/g)].map((name) => name[1] ?? name[2]!)
  const expected = literal && JSON.parse(literal.startsWith("'") ? JSON.stringify(literal.slice(1, -1)) : literal)
  return (item) => {
    let value: unknown = item
    for (const name of names)
      value = typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[name] : undefined
    const result = operator ? compare(value, operator, expected) : value !== undefined
    return negated ? !result : result
  }
}

function compare(left: unknown, operator: string, right: unknown): boolean {
  if (operator === '==') return left === right
  if (operator === '!=') return left !== right
  if (typeof left !== typeof right || (typeof left !== 'number' && typeof left !== 'string')) return false
  const [a, b] = [left, right as typeof left]
  if (operator === '<') return a < b
  if (operator === '<=') return a <= b
  return operator === '>' ? a > b : a >= b
}
