/** Holds answers against the OpenAPI document: what is not documented is not answered. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import Ajv2020, { type ValidateFunction } from 'ajv/dist/2020.js'
import addFormats from 'ajv-formats'
import type { ApiAnswer, ApiRequest, OnCall } from '../../bin/lib/api.ts'
import { deref, operationFinder, type PlacedOperation } from '../../bin/lib/openapi/read.ts'
import type { Document, Header, JsonSchema, MediaType, Response } from '../../bin/lib/openapi/types.ts'

export const committedDocument = (): Document =>
  JSON.parse(readFileSync(join(import.meta.dirname, '../../docs/api/openapi.json'), 'utf8'))

export class Conformance {
  readonly #document: Document
  readonly #ajv = new Ajv2020.default({ strict: false, allErrors: true })
  readonly #validators = new Map<JsonSchema, ValidateFunction>()
  /** The operation that a request is for; undefined for an unknown path or method. */
  readonly operationOf: (request: ApiRequest) => PlacedOperation | undefined

  constructor(document: Document = committedDocument()) {
    this.#document = document
    addFormats.default(this.#ajv)
    this.#ajv.addSchema(document as object, 'document')
    this.operationOf = operationFinder(document)
  }

  /** What an answer has that the document does not; empty when all is well. */
  violations(request: ApiRequest, answer: Omit<ApiAnswer, 'ms'>): string[] {
    const placed = this.operationOf(request)
    if (!placed) return this.#unknown(request, answer)
    const documented = placed.operation.responses[String(answer.status)]
    if (!documented) return [`${answer.status} is not documented${codeOf(answer)}`]
    const response = deref<Response>(this.#document, documented)
    return [...this.#headers(response, answer), ...this.#body(response, answer)]
  }

  /** Errors of a value against one of the document's schemas. */
  errorsOf(schema: JsonSchema, value: unknown): string[] {
    const known = this.#validators.get(schema)
    const validate = known ?? this.#ajv.compile(absolute(schema))
    this.#validators.set(schema, validate)
    if (validate(value)) return []
    return validate.errors!.map(
      ({ instancePath, message, params }) => `${instancePath || '/'} ${message} ${JSON.stringify(params)}`,
    )
  }

  /** A path or method that is none of the API's. */
  #unknown({ path }: ApiRequest, answer: Omit<ApiAnswer, 'ms'>): string[] {
    if (path.startsWith('/_local')) return []
    if (answer.status === 404 || answer.status === 405)
      return this.errorsOf(this.#document.components.schemas.Problem!, answer.body)
    return [`no operation has this path, but it answered ${answer.status}`]
  }

  #headers({ headers = {} }: Response, answer: Omit<ApiAnswer, 'ms'>): string[] {
    return Object.entries(headers).flatMap(([name, reference]) => {
      const { required, schema } = deref<Header>(this.#document, reference)
      const value = answer.headers.get(name)
      if (value === null) return required ? [`the header ${name} is missing`] : []
      const sent = schema.type === 'integer' ? Number(value) : value
      return this.errorsOf(schema, sent).map((error) => `header ${name}: ${error}`)
    })
  }

  #body({ content = {} }: Response, answer: Omit<ApiAnswer, 'ms'>): string[] {
    const type = (answer.headers.get('content-type') ?? '').split(';')[0]!.trim()
    const isEmpty = answer.body === '' || answer.body === undefined || answer.body === null
    if (Object.keys(content).length === 0) return isEmpty ? [] : ['a body is not documented']
    const media: MediaType | undefined = content[type]
    if (!media) return [`the content type ${type || '(none)'} is not documented for ${answer.status}${codeOf(answer)}`]
    return this.errorsOf(media.schema, answer.body)
  }
}

/** For `new Api(url, {}, …)`: an answer that the document does not know fails the call. */
export function conforming(conformance: Conformance): OnCall {
  return (request, answer) => {
    const violations = conformance.violations(request, answer)
    if (violations.length === 0) return
    const what = `${request.method} ${request.path} answered ${answer.status} against the OpenAPI document`
    throw new Error(`${what}:\n  ${violations.join('\n  ')}\n  ${JSON.stringify(answer.body)?.slice(0, 600)}`)
  }
}

const codeOf = ({ body }: { body: { code?: string } | undefined }) => (body?.code ? ` (${body.code})` : '')

const absolute = (schema: JsonSchema): JsonSchema =>
  JSON.parse(JSON.stringify(schema).replaceAll('"$ref":"#/', '"$ref":"document#/'))
