/** Route selection of an HTTP API: full match, then greedy path variable, then $default. */

export interface Match<Target> {
  readonly target: Target
  /** Values of the path variables. */
  readonly pathParameters: Readonly<Record<string, string>>
}

interface Node<Target> {
  readonly literals: Map<string, Node<Target>>
  variable?: Node<Target>
  /** Targets by method; `ANY` for all. */
  readonly exact: Map<string, Entry<Target>>
  readonly greedy: Map<string, Entry<Target>>
}

interface Entry<Target> {
  readonly target: Target
  readonly names: readonly string[]
}

const newNode = <Target>(): Node<Target> => ({ literals: new Map(), exact: new Map(), greedy: new Map() })

export function createRouteTable<Target>(routes: Iterable<readonly [routeKey: string, target: Target]>) {
  const root = newNode<Target>()
  let fallback: Target | undefined
  for (const [routeKey, target] of routes) {
    if (routeKey === '$default') fallback = target
    else add(root, routeKey, target)
  }

  return function match(method: string, path: string): Match<Target> | undefined {
    const segments = path.split('/').slice(1)
    const found = findExact(root, segments, 0, method, []) ?? findGreedy(root, segments, 0, method, [])
    if (found) return found
    return fallback === undefined ? undefined : { target: fallback, pathParameters: {} }
  }
}

function add<Target>(root: Node<Target>, routeKey: string, target: Target): void {
  const [method = '', path = ''] = routeKey.split(' ')
  const names: string[] = []
  let node = root
  for (const segment of path.split('/').slice(1)) {
    const name = /^\{(.+?)(\+?)\}$/.exec(segment)
    if (name) names.push(name[1]!)
    if (name?.[2]) {
      node.greedy.set(method, { target, names })
      return
    }
    if (name) {
      node.variable ??= newNode()
      node = node.variable
    } else {
      const next: Node<Target> = node.literals.get(segment) ?? newNode()
      node.literals.set(segment, next)
      node = next
    }
  }
  node.exact.set(method, { target, names })
}

function result<Target>(entry: Entry<Target>, values: readonly string[]): Match<Target> {
  return {
    target: entry.target,
    pathParameters: Object.fromEntries(entry.names.map((name, index) => [name, values[index] ?? ''])),
  }
}

/** Literals before variables at each segment; a branch without the method is left again. */
function findExact<Target>(
  node: Node<Target>,
  segments: readonly string[],
  index: number,
  method: string,
  values: readonly string[],
): Match<Target> | undefined {
  const segment = segments[index]
  if (segment === undefined) {
    const entry = node.exact.get(method) ?? node.exact.get('ANY')
    return entry && result(entry, values)
  }
  const literal = node.literals.get(segment)
  const found = literal && findExact(literal, segments, index + 1, method, values)
  if (found || !node.variable || segment === '') return found
  return findExact(node.variable, segments, index + 1, method, [...values, segment])
}

/** The longest prefix before the greedy variable wins. */
function findGreedy<Target>(
  node: Node<Target>,
  segments: readonly string[],
  index: number,
  method: string,
  values: readonly string[],
): Match<Target> | undefined {
  const segment = segments[index]
  if (segment === undefined) return undefined
  const literal = node.literals.get(segment)
  const deeper =
    (literal && findGreedy(literal, segments, index + 1, method, values)) ??
    (node.variable && findGreedy(node.variable, segments, index + 1, method, [...values, segment]))
  if (deeper) return deeper
  const entry = node.greedy.get(method) ?? node.greedy.get('ANY')
  return entry && result(entry, [...values, segments.slice(index).join('/')])
}
