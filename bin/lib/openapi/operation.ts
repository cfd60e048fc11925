/** One operation of the document, from its route. */
import type { Access, Route } from '../../../functions/shared/http/route.ts'
import { MAX_BODY_BYTES } from '../../../functions/shared/http/validation.ts'
import type { Service } from '../../../functions/shared/service.ts'
import type { DocComments } from './doc-comments.ts'
import { type Exchange, requestExamples, successExamples } from './examples.ts'
import type { DocumentedHeader, requestHeaders } from './headers.ts'
import { headerReference, problemResponses } from './problem-responses.ts'
import { problemsOf, takesIfMatch } from './problems-of.ts'
import type { SchemaBook } from './schema-book.ts'
import type { JsonSchema, Operation, Parameter, Response } from './types.ts'

export interface OperationSource {
  readonly service: Service
  readonly route: Route
  readonly comments: DocComments | undefined
  /** Recorded calls of it, the main one first. */
  readonly exchanges: readonly Exchange[]
}

export const operationIdOf = ({ name }: Route): string => name.replace(/-(\w)/g, (_, letter) => letter.toUpperCase())

/** Named schemas are collected in `book`, shared error answers in `responses`. */
export function operationOf(source: OperationSource, book: SchemaBook, responses: Record<string, Response>): Operation {
  const { service, route, comments, exchanges } = source
  const path = parametersOf(route, 'path', book, comments)
  const query = parametersOf(route, 'query', book, comments)
  const description = [comments?.text, query.note, ...explanations(route)].filter(Boolean).join(' ')
  return {
    operationId: operationIdOf(route),
    tags: [service.name],
    summary: route.summary,
    ...(description ? { description } : {}),
    security: securityOf(route),
    parameters: [
      ...path.parameters,
      ...query.parameters,
      ...headersOf(route).map((name) => ({ $ref: `#/components/parameters/${name}` })),
    ],
    ...bodyOf(source, book),
    responses: {
      ...Object.fromEntries(
        Object.entries(route.responses).map(([status, schema]) => [
          status,
          successOf(route, Number(status), schema && book.schemaOf(schema, 'output', comments), exchanges),
        ]),
      ),
      ...(hasEtag(route) && route.method === 'GET' ? { 304: notModified } : {}),
      ...problemResponses(problemsOf(route), { hasBody: Boolean(route.body || route.rawBody) }, responses),
    },
    'x-access': route.access,
    'x-ownership': route.ownership,
    ...(route.onlyIn ? { 'x-only-in': route.onlyIn } : {}),
  }
}

function parametersOf(route: Route, where: 'path' | 'query', book: SchemaBook, comments: DocComments | undefined) {
  const schema = where === 'path' ? route.params : route.query
  if (!schema) return { parameters: [], note: undefined }
  const { properties = {}, required = [], description } = book.schemaOf(schema, 'input', comments)
  const parameters = Object.entries(properties).map(
    ([name, { description: text, ...property }]): Parameter => ({
      name,
      in: where,
      required: where === 'path' || required.includes(name),
      ...(text ? { description: text } : {}),
      schema: property as JsonSchema,
    }),
  )
  return { parameters, note: description }
}

function headersOf(route: Route): (keyof typeof requestHeaders)[] {
  return [
    ...(route.idempotency === 'required' ? (['Idempotency-Key.required'] as const) : []),
    ...(route.idempotency === 'optional' ? (['Idempotency-Key'] as const) : []),
    ...(takesIfMatch(route) ? (['If-Match'] as const) : []),
    ...(hasEtag(route) && route.method === 'GET' ? (['If-None-Match'] as const) : []),
    ...(route.headers?.request ?? []),
    'traceparent',
  ]
}

function bodyOf({ route, exchanges, comments }: OperationSource, book: SchemaBook): Pick<Operation, 'requestBody'> {
  if (route.rawBody) {
    const types = route.contentTypes
    const schema: JsonSchema = types
      ? { type: 'string', description: `A text in UTF-8 of at most ${route.maxBodyBytes ?? MAX_BODY_BYTES} bytes.` }
      : { description: 'As its sender defines it; the signature is over these very bytes.' }
    const content = { schema, ...requestExamples(exchanges) }
    return {
      requestBody: {
        required: true,
        content: Object.fromEntries((types ?? ['application/json']).map((type) => [type, content])),
      },
    }
  }
  if (!route.body) return {}
  const schema = book.schemaOf(route.body, 'input', comments)
  // Without a body an object without fields is assumed.
  const required = ((schema.required as string[] | undefined) ?? []).length > 0 || '$ref' in schema || 'oneOf' in schema
  return { requestBody: { required, content: { 'application/json': { schema, ...requestExamples(exchanges) } } } }
}

function successOf(route: Route, status: number, schema: JsonSchema | null, exchanges: readonly Exchange[]): Response {
  const headers: DocumentedHeader[] = [
    'X-Request-Id',
    'Cache-Control',
    ...(hasEtag(route) && status !== 204 ? (['ETag'] as const) : []),
    ...(route.idempotency ? (['Idempotent-Replayed'] as const) : []),
    ...(route.headers?.answer ?? []),
  ]
  const type = route.produces ?? 'application/json'
  return {
    description: statusTexts[status] ?? 'Success',
    headers: Object.fromEntries(headers.map(headerReference)),
    ...(schema ? { content: { [type]: { schema, ...successExamples(exchanges, status) } } } : {}),
  }
}

const statusTexts: Readonly<Record<number, string>> = {
  200: 'OK',
  201: 'Created',
  202: 'Accepted',
  204: 'Done; no body',
}

const notModified: Response = {
  description: 'What you have is right',
  headers: Object.fromEntries((['X-Request-Id', 'Cache-Control', 'ETag'] as const).map(headerReference)),
}

/** Cacheable answers have one, and those that are one resource with a version. */
export function hasEtag({ cacheControl, responses, headers }: Route): boolean {
  const shape = (value: unknown) => (value as { shape?: Record<string, unknown> } | undefined)?.shape ?? {}
  const parts = Object.values(shape(Object.values(responses)[0]))
  const isOneResource = parts.length === 1 && 'version' in shape(parts[0])
  return cacheControl !== undefined || isOneResource || (headers?.answer?.includes('ETag') ?? false)
}

/** In 3.1 the names beside a scheme may be the roles or scopes that are needed, one of them. */
function securityOf({ access, headers }: Route): Operation['security'] {
  if (access === 'public') return [{}]
  const guest = headers?.request?.includes('X-Cart-Token') ? [{ cartToken: [] }] : []
  if (access === 'optional') return [{}, ...guest, { accessToken: [] }, { apiKey: [] }]
  return [{ accessToken: access.roles }, ...(access.scopes ? [{ apiKey: access.scopes }] : [])]
}

function explanations(route: Route): string[] {
  return [
    `${whoMayCall(route.access)}.`,
    route.ownership === 'resource' ? 'What is somebody else’s is answered like what does not exist: 404.' : '',
    route.rateLimit
      ? `Each ${route.rateLimit.by} may do so a limited number of times: over it 429, and \`Retry-After\` says when to come again.`
      : '',
    route.onlyIn ? `Stages ${route.onlyIn.join(' and ')} only.` : '',
  ]
}

export function whoMayCall(access: Access): string {
  if (access === 'public') return 'Public'
  if (access === 'optional') return 'Public; a token or key is used where sent'
  const keys = access.scopes
    ? `, or a service key with ${access.scopes.map((scope) => `\`${scope}\``).join(' or ')}`
    : ''
  return `${access.roles.length === 3 ? 'Any signed-in user' : `Role ${access.roles.join(' or ')}`}${keys}`
}
