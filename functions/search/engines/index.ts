/** The engine of this stage, with what it keeps in memory. */

import { env } from '../../shared/env.ts'
import { EmbeddedEngine } from './embedded/reader.ts'
import { EmbeddedWriter } from './embedded/writer.ts'
import type { IndexWriter, SearchEngine } from './engine.ts'
import { OpenSearchEngine, OpenSearchWriter } from './opensearch/index.ts'

const isOpenSearch = () => env.setting('SEARCH_ENGINE') === 'opensearch'

let engine: SearchEngine | undefined
let writer: IndexWriter | undefined

export const searchEngine = (): SearchEngine => {
  engine ??= isOpenSearch() ? new OpenSearchEngine() : new EmbeddedEngine()
  return engine
}

export const indexWriter = (): IndexWriter => {
  writer ??= isOpenSearch() ? new OpenSearchWriter() : new EmbeddedWriter()
  return writer
}
