/** Everything that a local shop keeps anywhere, as text: to show that something is nowhere. */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Api } from '../../bin/lib/api.ts'

/** By place: every item of every table, and each other view of the local cloud with what its entries lead to. */
export async function contentsOf(api: Api): Promise<Map<string, string>> {
  const contents = new Map<string, string>()
  const view = async (path: string) => {
    const answer = await api.call('GET', `/_local/api/${path}`)
    contents.set(path, JSON.stringify(answer))
    return answer
  }
  const { views } = await api.call('GET', '/_local/api')
  for (const path of views as string[]) await view(`${path.split('/').at(-1)}?limit=1000`)
  const { items: tables } = await api.call('GET', '/_local/api/tables')
  for (const { name, itemCount } of tables) {
    if (itemCount > 1000) throw new Error(`${name} has ${itemCount} items, more than its view shows`)
    await view(`tables/${name}?limit=1000`)
  }
  const { items: functions } = await api.call('GET', '/_local/api/functions')
  for (const { name } of functions) await view(`invocations?function=${name}`)
  const { items: groups } = await api.call('GET', '/_local/api/logs')
  for (const { name } of groups) await view(`logs?group=${encodeURIComponent(name)}`)
  const { items: executions } = await api.call('GET', '/_local/api/executions?limit=1000')
  for (const { name } of executions) await view(`executions/${name}`)
  return contents
}

/** By name: the bytes of every file below the data folder. */
export function filesOf(folder: string): Map<string, Buffer> {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile())
  return new Map(files.map(({ parentPath, name }) => [join(parentPath, name), readFileSync(join(parentPath, name))]))
}

/** `what is in where`, for each. */
export const found = (
  strings: Readonly<Record<string, string>>,
  places: ReadonlyMap<string, string | Buffer>,
): string[] =>
  Object.entries(strings).flatMap(([what, text]) =>
    [...places].filter(([, content]) => content.includes(text)).map(([where]) => `${what} in ${where}`),
  )
