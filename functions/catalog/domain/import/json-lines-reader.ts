/** JSON Lines: one JSON object a line; empty lines are left out. */
import { hasWholeCharacters } from '../../../shared/json-text.ts'
import { LineBreaks } from './line-breaks.ts'

export interface JsonRecord {
  readonly line: number
  readonly text: string
  readonly value?: Readonly<Record<string, unknown>>
  /** Why it could not be read; there is no value then. */
  readonly problem?: string
}

export class JsonLinesReader {
  readonly #breaks = new LineBreaks()
  #rest = ''
  #line = 1;

  /** The lines that end in this piece. @param last nothing follows */
  *read(piece: string, last: boolean): Generator<JsonRecord> {
    const lines = (this.#rest + this.#breaks.normalize(piece, last)).split('\n')
    this.#rest = last ? '' : lines.pop()!
    for (const text of lines) {
      const line = this.#line++
      if (text.trim() !== '') yield { line, text, ...parsed(text) }
    }
  }
}

function parsed(text: string): { value: Record<string, unknown> } | { problem: string } {
  if (!hasWholeCharacters(text)) return { problem: 'this has half a character: a lone surrogate' }
  try {
    const value: unknown = JSON.parse(text)
    if (value !== null && typeof value === 'object' && !Array.isArray(value)) {
      return { value: value as Record<string, unknown> }
    }
    return { problem: 'a JSON object is expected' }
  } catch {
    return { problem: 'this is not valid JSON' }
  }
}
