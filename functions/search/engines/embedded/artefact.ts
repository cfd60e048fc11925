/** The index as one compressed file in the service's bucket. */
import { promisify } from 'node:util'
import { brotliCompress, brotliDecompress, constants } from 'node:zlib'
import { getObject, putObject } from '../../../shared/objects.ts'
import { ProductIndex, type StoredIndex } from '../../domain/product-index.ts'

const KEY = 'index.json.br'
/** Rises when words, fields or facts change their meaning: an index of another format is made anew. */
const FORMAT = 1
/** Nearly as small as the best, in a tenth of its time. */
const QUALITY = 5

export interface Artefact {
  /** Rises by one with each index that is published. */
  readonly version: number
  readonly index: ProductIndex
  readonly etag: string
}

interface Content {
  readonly format: number
  readonly version: number
  readonly stored: StoredIndex
}

const compress = promisify(brotliCompress)
const decompress = promisify(brotliDecompress)

export async function encode(index: ProductIndex, version: number): Promise<Buffer> {
  const content: Content = { format: FORMAT, version, stored: index.toStored() }
  return compress(JSON.stringify(content), { params: { [constants.BROTLI_PARAM_QUALITY]: QUALITY } })
}

/** Undefined for one of another format. */
export async function decode(bytes: Uint8Array): Promise<Omit<Artefact, 'etag'> | undefined> {
  const content = JSON.parse((await decompress(bytes)).toString()) as Content
  if (content.format !== FORMAT) return undefined
  return { version: content.version, index: new ProductIndex(content.stored) }
}

export type Loaded =
  | { readonly state: 'loaded'; readonly artefact: Artefact }
  | { readonly state: 'unchanged' }
  /** Not there, or of another format. `etag` of what is there. */
  | { readonly state: 'unusable'; readonly etag: string | null }

/** @param known etag of the artefact in memory, which need not be read again */
export async function load(known?: string): Promise<Loaded> {
  const found = await getObject(KEY, { unless: known })
  if (found === 'unchanged') return { state: 'unchanged' }
  if (!found) return { state: 'unusable', etag: null }
  const decoded = await decode(found.body)
  if (!decoded) return { state: 'unusable', etag: found.etag }
  return { state: 'loaded', artefact: { ...decoded, etag: found.etag } }
}

/**
 * Readers see the old file or the new one.
 * @param over etag of the artefact that this one was made from; null: there was none
 * @throws {ObjectChanged} when another builder was faster
 */
export async function store(index: ProductIndex, version: number, over: string | null): Promise<Artefact> {
  const { etag } = await putObject(KEY, await encode(index, version), { ifMatch: over })
  return { version, index, etag }
}
