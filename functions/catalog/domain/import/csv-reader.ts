/**
 * CSV by RFC 4180, read piece by piece. Unlike a general parser it never gives up: a record that cannot be read is reported
 * under the line where it starts, and reading goes on with the very next line, so that a stray quote costs one line.
 */
import { LineBreaks } from './line-breaks.ts'

export interface CsvRecord {
  /** Where it starts: lines as an editor counts them, those inside of quotes included. */
  readonly line: number
  /** As it was, without the line break behind it. */
  readonly text: string
  readonly fields: readonly string[]
  /** Why it could not be read; there are no fields then. */
  readonly problem?: string
}

/** Characters. A longer record has lost its closing quote. */
export const MAX_RECORD_LENGTH = 200_000

type Failed = { readonly problem: string }
type Taken = { readonly fields: string[]; readonly end: number }
type Field = { readonly value: string; readonly end: number }

export class CsvReader {
  readonly #delimiter: string
  readonly #breaks = new LineBreaks()
  #rest = ''
  #line = 1
  /** Fields of the first record, which all others must have. */
  #width: number | undefined

  /** @param delimiter one character */
  constructor(delimiter = ',') {
    this.#delimiter = delimiter
  }

  /** The records that end in this piece; rows without any text are left out. @param last nothing follows */
  *read(piece: string, last: boolean): Generator<CsvRecord> {
    const text = this.#rest + this.#breaks.normalize(piece, last)
    let at = 0
    while (at < text.length) {
      const taken = this.#take(text, at, last)
      if (taken === undefined) break
      const end = 'end' in taken ? taken.end : lineEnd(text, at)
      const record = { line: this.#line, text: text.slice(at, end) }
      if ('problem' in taken) yield { ...record, fields: [], problem: taken.problem }
      else if (taken.fields.some((field) => field.trim() !== '')) yield { ...record, fields: taken.fields }
      this.#line += record.text.split('\n').length
      at = end + 1
    }
    this.#rest = text.slice(at)
  }

  /** Undefined: it goes on in the next piece. */
  #take(text: string, start: number, last: boolean): Taken | Failed | undefined {
    const taken = this.#fields(text, start, last)
    if (taken && 'end' in taken && taken.end - start <= MAX_RECORD_LENGTH) return this.#ofWidth(taken)
    if (!last && (lineEnd(text, start) === text.length || (!taken && text.length - start <= MAX_RECORD_LENGTH))) {
      return undefined
    }
    if (taken && 'problem' in taken) return taken
    return { problem: last && !taken ? 'a quote opens here and never closes' : 'too long: is a closing quote missing?' }
  }

  #fields(text: string, start: number, last: boolean): Taken | Failed | undefined {
    const fields: string[] = []
    for (let at = start; ; ) {
      const field = text[at] === '"' ? quotedField(text, at) : this.#bareField(text, at)
      if (!field || 'problem' in field) return field
      fields.push(field.value)
      const next = text[field.end]
      if (next === undefined && !last) return undefined
      if (next === undefined || next === '\n') return { fields, end: field.end }
      if (next !== this.#delimiter) {
        return {
          problem: `after the closing quote of field ${fields.length} comes "${next}" (a quote inside is written twice)`,
        }
      }
      at = field.end + 1
    }
  }

  #bareField(text: string, at: number): Field | Failed {
    const end = lineEnd(text, at)
    const delimiter = text.slice(at, end).indexOf(this.#delimiter)
    const value = delimiter < 0 ? text.slice(at, end) : text.slice(at, at + delimiter)
    return /^\s+"/.test(value) ? { problem: 'a space before an opening quote' } : { value, end: at + value.length }
  }

  #ofWidth(taken: Taken): Taken | Failed {
    this.#width ??= taken.fields.length
    if (taken.fields.length === this.#width || taken.fields.every((field) => field.trim() === '')) return taken
    return { problem: `${taken.fields.length} fields where the first line has ${this.#width}` }
  }
}

function quotedField(text: string, at: number): Field | undefined {
  let value = ''
  for (let from = at + 1; ; ) {
    const quote = text.indexOf('"', from)
    if (quote < 0) return undefined
    value += text.slice(from, quote)
    if (text[quote + 1] !== '"') return { value, end: quote + 1 }
    value += '"'
    from = quote + 2
  }
}

/** Index of the line break, or of the end of the text. */
function lineEnd(text: string, at: number): number {
  const end = text.indexOf('\n', at)
  return end < 0 ? text.length : end
}
