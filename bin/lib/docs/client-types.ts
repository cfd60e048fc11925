/** Writes client/schema.ts: the types of every operation, as openapi-fetch wants them. */
import { type JSONSchema as Compilable, compile } from 'json-schema-to-typescript'
import { deref, operationsOf } from '../openapi/read.ts'
import type { Content, Document, JsonSchema, Operation, Parameter, Response } from '../openapi/types.ts'

export async function clientTypes(document: Document): Promise<string> {
  const paths: Record<string, JsonSchema> = {}
  for (const { path, method, operation } of operationsOf(document)) {
    const known = paths[path]?.properties ?? {}
    paths[path] = object({ ...known, [method]: operationType(document, operation) })
  }
  const root = {
    ...object(paths),
    title: 'paths',
    definitions: {
      ...Object.fromEntries(
        Object.entries(document.components.schemas).map(([name, schema]) => [
          name,
          { ...pointed(schema), title: name },
        ]),
      ),
      ...Object.fromEntries(
        Object.entries(document.components.responses).map(([name, response]) => [
          answerName(name),
          { ...responseType(response), title: answerName(name) },
        ]),
      ),
    },
  }
  const text = await compile(root as Compilable, 'paths', {
    bannerComment: '/** Made by `npm run docs` of docs/api/openapi.json. */',
    additionalProperties: false,
    ignoreMinAndMaxItems: true,
    unknownAny: true,
    style: { printWidth: 120, semi: false, singleQuote: true },
  })
  // Statuses are numbers to openapi-fetch.
  return text.replace(/^(\s+)'(\d{3})':/gm, '$1$2:')
}

function operationType(document: Document, operation: Operation): JsonSchema {
  const parameters = operation.parameters.map((each) => deref<Parameter>(document, each))
  const places = (['path', 'query', 'header'] as const).flatMap((place) => {
    const here = parameters.filter((parameter) => parameter.in === place)
    if (here.length === 0) return []
    // A description beside a reference would make a type of its own.
    const fields = here.map(({ name, schema, description }) => [
      name,
      { ...pointed(schema), ...(schema.$ref || place === 'header' ? {} : { description }) },
    ])
    const required = here.filter((parameter) => parameter.required).map(({ name }) => name)
    return [[place, object(Object.fromEntries(fields), required)] as const]
  })
  const needed = places.filter(([, schema]) => (schema.required?.length ?? 0) > 0).map(([place]) => place)
  const parts = {
    parameters: object(Object.fromEntries(places), needed),
    ...(operation.requestBody ? { requestBody: object({ content: contentType(operation.requestBody.content) }) } : {}),
    responses: object(
      Object.fromEntries(
        Object.entries(operation.responses).map(([status, response]) => [
          status,
          '$ref' in response
            ? { $ref: `#/definitions/${answerName(response.$ref.split('/').at(-1)!)}` }
            : responseType(response),
        ]),
      ),
    ),
  }
  const optional = operation.requestBody && !operation.requestBody.required ? ['requestBody'] : []
  const required = Object.keys(parts).filter((name) => !optional.includes(name))
  return { ...object(parts, required), description: operation.summary }
}

/** `404.NotFound` → `Answer404NotFound` */
const answerName = (response: string) => `Answer${response.replaceAll('.', '')}`

const responseType = ({ content }: Response): JsonSchema =>
  content ? object({ content: contentType(content) }) : object({ content: { tsType: 'never' } }, [])

const contentType = (content: Content) =>
  object(Object.fromEntries(Object.entries(content).map(([type, { schema }]) => [type, pointed(schema)])))

const object = (properties: Record<string, JsonSchema>, required = Object.keys(properties)): JsonSchema => ({
  type: 'object',
  properties,
  required,
  additionalProperties: false,
})

/** With references into `definitions`, and without what says nothing to a type but would make the compiler unfold it. */
function pointed(schema: JsonSchema): JsonSchema {
  return JSON.parse(JSON.stringify(schema), (_key, value) => {
    if (value === null || typeof value !== 'object' || Array.isArray(value)) return value
    if (typeof value.$ref === 'string') return { $ref: value.$ref.replace('#/components/schemas/', '#/definitions/') }
    if (isOnlyRequired(value.oneOf)) delete value.oneOf
    return value
  })
}

const isOnlyRequired = (options: unknown) =>
  Array.isArray(options) && options.every((option) => Object.keys(option).join() === 'required')
