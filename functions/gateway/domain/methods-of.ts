/** The methods that these routes ("GET /api/orders/{id}") have for a path, sorted; none for an unknown path. */
export function methodsOf(path: string, routes: readonly string[]): string[] {
  const parts = path.split('/')
  const methods = routes
    .map((route) => route.split(' ') as [string, string])
    .filter(([, pattern]) => matches(parts, pattern.split('/')))
    .map(([method]) => method)
  return [...new Set(methods)].sort()
}

const matches = (parts: readonly string[], pattern: readonly string[]): boolean =>
  parts.length === pattern.length &&
  pattern.every((expected, n) => (expected.startsWith('{') ? parts[n] !== '' : expected === parts[n]))
