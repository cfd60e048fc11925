/** A matcher for IAM's `*` and `?`. */
export function wildcard(pattern: string, flags = ''): (value: string) => boolean {
  if (pattern === '*') return () => true
  if (!/[*?]/.test(pattern)) {
    if (flags !== 'i') return (value) => value === pattern
    const lower = pattern.toLowerCase()
    return (value) => value.toLowerCase() === lower
  }
  const source = pattern
    .replace(/[.+^${}()|[\]\\]/g, '\\$&')
    .replaceAll('*', '.*')
    .replaceAll('?', '.')
  const expression = new RegExp(`^${source}$`, `s${flags}`)
  return (value) => expression.test(value)
}
