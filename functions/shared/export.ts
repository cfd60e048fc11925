/** What the services' functions `export-customer` have in common: collections, as much of them as one answer carries. */
import type { Chunk, Start } from './table.ts'

type Read = (start: Start | undefined) => Promise<Chunk<object>>

/** A collection, and what is shown of each item. */
export const shown =
  <Item>(read: (start: Start | undefined) => Promise<Chunk<Item>>, view: (item: Item) => object): Read =>
  async (start) => {
    const { items, next } = await read(start)
    return { items: items.map(view), next }
  }

/** Where to go on, by name of the collections that are not done; null is a collection's beginning. */
type Rest = Record<string, Start | null>

/**
 * The collections from their beginning, or from where `cursor` (of the answer before) says, until `maxBytes` of JSON are
 * exceeded. A Lambda function's answer ends at 6 MB, so all services' together must stay below that.
 */
export async function exportParts(
  collections: Readonly<Record<string, Read>>,
  cursor: string | undefined,
  maxBytes: number,
): Promise<{ data: Record<string, object[]>; nextCursor: string | null }> {
  const from: Rest = cursor
    ? JSON.parse(cursor)
    : Object.fromEntries(Object.keys(collections).map((name) => [name, null]))
  const data: Record<string, object[]> = {}
  const rest: Rest = {}
  let bytes = 0
  for (const [name, begin] of Object.entries(from)) {
    const items: object[] = []
    let start: Start | null | undefined = begin
    while (start !== undefined) {
      if (bytes > maxBytes) {
        rest[name] = start
        break
      }
      const chunk: Chunk<object> = await collections[name]!(start ?? undefined)
      items.push(...chunk.items)
      bytes += Buffer.byteLength(JSON.stringify(chunk.items))
      start = chunk.next
    }
    data[name] = items
  }
  return { data, nextCursor: Object.keys(rest).length > 0 ? JSON.stringify(rest) : null }
}
