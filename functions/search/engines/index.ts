/** The engine of this stage, with what it keeps in memory. */
import { EmbeddedEngine } from './embedded/reader.ts'
import { EmbeddedWriter } from './embedded/writer.ts'
import type { IndexWriter, SearchEngine } from './engine.ts'

let engine: SearchEngine | undefined
let writer: IndexWriter | undefined

export const searchEngine = (): SearchEngine => {
  engine ??= new EmbeddedEngine()
  return engine
}

export const indexWriter = (): IndexWriter => {
  writer ??= new EmbeddedWriter()
  return writer
}
