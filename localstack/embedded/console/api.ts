import { withoutTokens } from '../stepfunctions/execution/tokens.ts'
import type { Emulator, View } from '../types.ts'
import { type Answer, json, problem } from './problem.ts'

export type Views = ReadonlyMap<string, View>

export function viewsOf(emulators: readonly Emulator[]): Views {
  return new Map(emulators.flatMap(({ views }) => Object.entries(views ?? {})))
}

/** GET /_local/api/<view>[/rest]; GET /_local/api lists the views. */
export async function answerView(views: Views, path: readonly string[], query: URLSearchParams): Promise<Answer> {
  const [name, ...rest] = path
  const known = [...views.keys()].sort().map((view) => `/_local/api/${view}`)
  if (name === undefined) return json({ views: known })
  const view = views.get(name)
  if (!view)
    return problem(404, 'NO_SUCH_VIEW', `There is no view "${name}". Known views: ${known.join(', ')}`, {
      views: known,
    })
  const value = await view({ rest, query })
  if (value === undefined)
    return problem(404, 'NOT_FOUND', `The view "${name}" has nothing at "${rest.join('/')}".`, { views: known })
  // Functions get task tokens in their events; who reads a token here could answer for the payment provider.
  return json(withoutTokens(value))
}
