/** DynamoDB's typed attribute values as plain JSON, for people to read. */
export const plainItem = (item: Readonly<Record<string, object>>): Record<string, unknown> =>
  Object.fromEntries(Object.entries(item).map(([name, value]) => [name, plainValue(value)]))

function plainValue(typed: object): unknown {
  const [type, value] = Object.entries(typed)[0] ?? []
  switch (type) {
    case 'N':
      return Number(value)
    case 'NS':
      return (value as string[]).map(Number)
    case 'NULL':
      return null
    case 'L':
      return (value as object[]).map(plainValue)
    case 'M':
      return plainItem(value as Record<string, object>)
    default:
      return value
  }
}
