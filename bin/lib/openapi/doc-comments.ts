/** Reads the doc comments of a source file: what explains a schema to its reader explains it in the API document. */
import { readFileSync } from 'node:fs'

export interface DocComments {
  /** Above the constant itself. */
  readonly text?: string
  /** Above its fields, by field name; those inside included. */
  readonly fields: ReadonlyMap<string, string>
}

const declaration = /(?:\/\*\*((?:[^*]|\*(?!\/))*)\*\/\n)?^(export )?const (\w+)[^=\n]*= ?/gm
const field = /\/\*\*((?:[^*]|\*(?!\/))*)\*\/\s*([A-Za-z_]\w*)[?]?:/g

/** By name of the constant. */
export function docCommentsOf(file: string): Map<string, DocComments> {
  const text = readFileSync(file, 'utf8')
  const found = [...text.matchAll(declaration)]
  const result = new Map<string, DocComments>()
  const locals: [name: string, text: string][] = []
  found.forEach((match, index) => {
    const body = text.slice(match.index + match[0].length, found[index + 1]?.index)
    const spread = [...body.matchAll(/\.\.\.(\w+)/g)].flatMap(([, name]) => [...(result.get(name!)?.fields ?? [])])
    const own = [...body.matchAll(field)].map((each) => [each[2]!, sentence(each[1]!)] as const)
    const comment = match[1] === undefined ? undefined : sentence(match[1])
    const [, , exported, name] = match
    // A local schema has no name in the document: what is said of it is said of the fields that have it.
    if (comment && !exported) locals.push([name!, comment])
    const lent = locals.flatMap(([local, text]) =>
      [...body.matchAll(new RegExp(`(\\w+): [^\\n]*\\b${local}\\b`, 'g'))].map(([, key]) => [key!, text] as const),
    )
    result.set(name!, { ...(comment ? { text: comment } : {}), fields: new Map([...spread, ...lent, ...own]) })
  })
  return result
}

/** Without the stars, as one line that ends. */
function sentence(comment: string): string {
  const text = comment
    .replace(/^\s*\* ?/gm, ' ')
    .replace(/\s+/g, ' ')
    .trim()
  return /[.!?:]$/.test(text) || text === '' ? text : `${text}.`
}
