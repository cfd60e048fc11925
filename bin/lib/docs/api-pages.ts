/** Writes docs/api/*.md: a page for each service, with requests and answers as they were recorded. */
import { type Exchange, exchangesOf } from '../openapi/examples.ts'
import { deref, operationsOf, type PlacedOperation } from '../openapi/read.ts'
import type { Document, JsonSchema, Operation, Parameter, Response } from '../openapi/types.ts'
import { type Field, fieldsOf, typeText } from './schema-text.ts'

const made =
  'Made by `npm run docs` from the routes and the recorded calls in `examples/`; a test fails when this page is stale.'

/** Text by file name. */
export function apiPages(document: Document): Record<string, string> {
  return {
    'README.md': overview(document),
    'schemas.md': schemasPage(document),
    ...Object.fromEntries(
      document.tags.map(({ name, description }) => [`${name}.md`, servicePage(document, name, description)]),
    ),
  }
}

function overview(document: Document): string {
  const sections = document.tags.map(
    ({ name, description }) =>
      `## [${name}](${name}.md)\n${description}.\n\n${operationsOf(document)
        .filter(({ operation }) => operation.tags.includes(name))
        .map(
          (each) =>
            `- [\`${titleOf(each)}\`](${name}.md#${each.operation.operationId.toLowerCase()}) ${each.operation.summary}`,
        )
        .join('\n')}\n`,
  )
  return `# API\n\n${made}\n\n${document.info.description}\n
The same as a document for programs: [openapi.json](openapi.json), served at \`/openapi.json\`; as one page: \`/docs\`; as a typed client:
[client/](../../client/index.ts). Errors: [problems](../problems.md). Shapes: [schemas](schemas.md). Who may do what: [operations](../routes.md).

${sections.join('\n')}`
}

function servicePage(document: Document, tag: string, description: string): string {
  const operations = operationsOf(document).filter(({ operation }) => operation.tags.includes(tag))
  return `# ${tag}\n\n${description}.\n\n${made}\n\n${operations.map((each) => operationText(document, each)).join('\n')}`
}

export const titleOf = ({ method, path }: PlacedOperation): string => `${method.toUpperCase()} ${path}`

function operationText(document: Document, placed: PlacedOperation): string {
  const { operation } = placed
  const parameters = operation.parameters.map((each) => deref<Parameter>(document, each))
  const own = parameters.filter(({ name }) => name !== 'traceparent')
  return [
    `<a id="${operation.operationId.toLowerCase()}"></a>\n`,
    `## ${titleOf(placed)}\n`,
    `${operation.summary}.${operation.description ? ` ${operation.description}` : ''}\n`,
    own.length > 0 ? `${table('parameter', own.map(parameterField))}\n` : '',
    bodyText(operation),
    ...Object.entries(operation.responses).flatMap(([status, each]) =>
      successText(document, status, deref<Response>(document, each)),
    ),
    `Errors: ${errorsOf(document, operation)}\n`,
    ...exchangesOf(operation.operationId).map(exchangeText),
  ]
    .filter(Boolean)
    .join('\n')
}

const parameterField = ({ name, in: place, required, description, schema }: Parameter): Field => ({
  name: place === 'path' ? `{${name}}` : place === 'query' ? `?${name}=` : `${name}:`,
  type: typeText(schema),
  required,
  description: description ?? '',
})

function bodyText({ requestBody }: Operation): string {
  if (!requestBody) return ''
  return Object.entries(requestBody.content)
    .map(([type, { schema }]) => `Body, \`${type}\`${shapeText(schema)}`)
    .join('\n')
}

function successText(document: Document, status: string, { description, content }: Response): string[] {
  if (Number(status) >= 400) return []
  if (!content) return [`**${status}** ${description}\n`]
  return Object.entries(content).map(
    ([type, { schema }]) => `**${status}** ${description}, \`${type}\`${shapeText(schema, document)}`,
  )
}

/** A name, or a table of fields. */
function shapeText(schema: JsonSchema, _document?: Document): string {
  const fields = fieldsOf(schema)
  const note = schema.description ? ` ${schema.description}` : ''
  if (fields.length === 0) return `: ${linked(typeText(schema))}.${note}\n`
  return `.${note}\n\n${table('field', fields)}\n`
}

export function errorsOf(document: Document, operation: Operation): string {
  return Object.entries(operation.responses)
    .filter(([status]) => Number(status) >= 400)
    .map(([status, each]) => {
      const problems = deref<Response>(document, each).content?.['application/problem+json']
      const codes = Object.keys(problems?.examples ?? {}).map((code) => `\`${code}\``)
      return `${status}${codes.length > 0 ? ` ${codes.join(', ')}` : ''}`
    })
    .join(' · ')
}

function exchangeText({ title, request, answer }: Exchange): string {
  const headers = (values: Readonly<Record<string, string>> = {}) =>
    Object.entries(values).map(([name, value]) => `${name}: ${value}`)
  const body = (value: unknown) =>
    value === undefined ? [] : ['', typeof value === 'string' ? value : JSON.stringify(value, null, 2)]
  return `${title}:
\`\`\`http
${[`${request.method} ${request.path}`, ...headers(request.headers), ...body(request.body)].join('\n')}
\`\`\`
\`\`\`http
${[`HTTP/1.1 ${answer.status}`, ...headers(answer.headers), ...body(answer.body)].join('\n')}
\`\`\`
`
}

function schemasPage(document: Document): string {
  const sections = Object.entries(document.components.schemas).map(([name, schema]) => {
    const fields = fieldsOf(schema)
    const shape =
      fields.length > 0 ? `${table('field', fields)}\n` : `${linked(typeText(schema))}${patternText(schema)}\n`
    return `<a id="${name.toLowerCase()}"></a>\n\n## ${name}\n${schema.description ? `\n${schema.description}\n` : ''}\n${shape}`
  })
  return `# Schemas\n\n${made}\n\n${sections.join('\n')}`
}

const patternText = ({ pattern }: JsonSchema) => (typeof pattern === 'string' ? `, matching \`${pattern}\`` : '')

function table(what: string, fields: readonly Field[]): string {
  const cell = (text: string) => text.replaceAll('|', '\\|').replaceAll('<', '&lt;')
  const rows = fields.map(
    ({ name, type, required, description }) =>
      `| \`${name}\`${required ? '' : ' (optional)'} | ${cell(linked(type))} | ${cell(description)} |`,
  )
  return `| ${what} | type | |\n|---|---|---|\n${rows.join('\n')}`
}

/** Named schemas as links. */
const linked = (type: string) =>
  type.replace(/(?<!["\w])[A-Z][A-Za-z]+(?!["\w])/g, (name) => `[${name}](schemas.md#${name.toLowerCase()})`)
