/** Turns the flat fields of AWS's Query protocol into the nested object that the JSON protocols would carry. */

type Node = { [name: string]: Node | string }

/** `A.member.1.B=x` → `{A: [{B: 'x'}]}`; `A.entry.1.key=k&A.entry.1.value=v` → `{A: {k: 'v'}}`. */
export function nestFields(fields: URLSearchParams): Record<string, unknown> {
  const root: Node = {}
  for (const [path, value] of fields) {
    if (path === 'Action' || path === 'Version') continue
    const names = path.split('.')
    const last = names.pop()!
    let node = root
    for (const name of names) {
      const known = node[name]
      const next = typeof known === 'object' ? known : {}
      node[name] = next
      node = next
    }
    node[last] = value
  }
  return collect(root) as Record<string, unknown>
}

function collect(node: Node | string): unknown {
  if (typeof node === 'string') return node
  const { member, entry } = node
  const only = Object.keys(node).length === 1
  if (only && typeof member === 'object') return numbered(member).map(collect)
  if (only && typeof entry === 'object') {
    const pairs = numbered(entry).map((pair) => collect(pair) as Record<string, unknown>)
    return Object.fromEntries(pairs.map((pair) => [pair.key ?? pair.Name, pair.value ?? pair.Value]))
  }
  return Object.fromEntries(Object.entries(node).map(([name, value]) => [name, collect(value)]))
}

const numbered = (node: Node) =>
  Object.keys(node)
    .sort((a, b) => Number(a) - Number(b))
    .map((index) => node[index]!)
