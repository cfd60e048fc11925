/** The OpenAPI 3.1 document of the shop's API, made from the services' routes. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Service } from '../../../functions/shared/service.ts'
import { projectRoot } from '../build.ts'
import { docCommentsOf } from './doc-comments.ts'
import { exchangesOf } from './examples.ts'
import { answerHeaders, requestHeaders } from './headers.ts'
import { namedSchemas } from './named-schemas.ts'
import { operationIdOf, operationOf } from './operation.ts'
import { GatewayMessage, Problem } from './problem-responses.ts'
import { SchemaBook } from './schema-book.ts'
import type { Document, Operation, Response } from './types.ts'

const description = `Everything a client of the shop can do. Money is in integer minor units with an ISO 4217 code, times are ISO 8601 in UTC,
ids are opaque. Lists are read in pages: \`limit\` and \`cursor\` in, \`nextCursor\` out. Errors are RFC 9457 problems with a stable \`code\`.
A resource that can be edited has a \`version\`: send it as \`If-Match\` and nobody's change is overwritten. A POST with an
\`Idempotency-Key\` can be repeated without being done twice. Unknown fields are refused.`

const securitySchemes = {
  accessToken: {
    type: 'http',
    scheme: 'bearer',
    bearerFormat: 'JWT',
    description:
      'The `accessToken` of `POST /api/users/login`, 15 minutes. Beside it: the roles, of which one is needed.',
  },
  apiKey: {
    type: 'apiKey',
    in: 'header',
    name: 'X-Api-Key',
    description: 'A service key of `POST /api/api-keys`. Beside it: the scopes, of which one is needed.',
  },
  cartToken: { type: 'apiKey', in: 'header', name: 'X-Cart-Token', description: 'A guest’s cart.' },
}

export async function openApiDocument(services: readonly Service[]): Promise<Document> {
  const book = new SchemaBook(await namedSchemas())
  const responses: Record<string, Response> = {}
  const paths: Record<string, Record<string, Operation>> = {}
  for (const service of services) {
    for (const route of service.routes) {
      // The route is the last that its file declares.
      const file = join(projectRoot, 'functions', service.name, route.name, 'route.ts')
      const comments = [...docCommentsOf(file).values()].at(-1)
      const source = { service, route, comments, exchanges: exchangesOf(operationIdOf(route)) }
      paths[route.path] = { ...paths[route.path], [route.method.toLowerCase()]: operationOf(source, book, responses) }
    }
  }
  const { document, schemas } = book.finish({ paths, responses: sorted(responses) })
  const { version } = JSON.parse(readFileSync(join(projectRoot, 'package.json'), 'utf8')) as { version: string }
  return {
    openapi: '3.1.1',
    info: { title: 'Tradewind', version, description: description.replaceAll('\n', ' ') },
    servers: [{ url: '/', description: 'Where this document came from' }],
    tags: services
      .filter(({ routes }) => routes.length > 0)
      .map((service) => ({ name: service.name, description: service.description })),
    paths: document.paths,
    components: {
      schemas: sorted({ ...schemas, Problem, GatewayMessage }),
      parameters: requestHeaders,
      headers: answerHeaders,
      responses: document.responses,
      securitySchemes,
    },
  }
}

const sorted = <Value>(record: Record<string, Value>): Record<string, Value> =>
  Object.fromEntries(Object.entries(record).sort(([a], [b]) => (a < b ? -1 : 1)))
