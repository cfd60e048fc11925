/** Writes docs/api/index.html, served at /docs: one page that needs nothing else, not even JavaScript. */
import { problemCodes } from '../../../contracts/problem-codes.ts'
import { deref, operationsOf, type PlacedOperation } from '../openapi/read.ts'
import type { Document, Example, JsonSchema, MediaType, Parameter, Response } from '../openapi/types.ts'
import { styleSheet } from './html-style.ts'
import { problemAdvice } from './problem-advice.ts'
import { type Field, fieldsOf, typeText } from './schema-text.ts'

export function htmlPage(document: Document): string {
  const all = operationsOf(document)
  const sections = document.tags.map(({ name, description }) => {
    const operations = all.filter(({ operation }) => operation.tags.includes(name))
    return { name, description, operations }
  })
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${text(document.info.title)} API ${text(document.info.version)}</title>
<style>${styleSheet}</style>
</head>
<body>
<a class="skip" href="#content">Skip to the content</a>
<nav aria-label="Operations">
<p class="brand">${text(document.info.title)} <span>API ${text(document.info.version)}</span></p>
<ul><li><a href="#problems">Errors</a></li><li><a href="#schemas">Schemas</a></li><li><a href="/openapi.json">openapi.json</a></li></ul>
${sections.map(({ name, operations }) => navSection(name, operations)).join('\n')}
</nav>
<main id="content">
<h1>${text(document.info.title)} API</h1>
<p>${prose(document.info.description)}</p>
${sections
  .map(
    ({ name, description, operations }) =>
      `<section id="tag-${name}"><h2>${name}</h2><p>${prose(description)}.</p>\n${operations.map((each) => article(document, each)).join('\n')}</section>`,
  )
  .join('\n')}
${problemsSection()}
${schemasSection(document)}
</main>
</body>
</html>
`
}

const navSection = (name: string, operations: readonly PlacedOperation[]) =>
  `<h2><a href="#tag-${name}">${name}</a></h2><ul>${operations
    .map(
      ({ method, path, operation }) =>
        `<li><a href="#${operation.operationId}" title="${text(operation.summary)}"><b class="${method}">${method.toUpperCase()}</b> ${text(path.replace(/^\/api/, ''))}</a></li>`,
    )
    .join('')}</ul>`

function article(document: Document, { method, path, operation }: PlacedOperation): string {
  const parameters = operation.parameters.map((each) => deref<Parameter>(document, each))
  const body = operation.requestBody
  const responses = Object.entries(operation.responses).map(([status, each]) => ({
    status,
    response: deref<Response>(document, each),
  }))
  return `<article id="${operation.operationId}">
<h3><b class="${method}">${method.toUpperCase()}</b> <code>${text(path)}</code> <a class="anchor" href="#${operation.operationId}" aria-label="Link to this operation">#</a></h3>
<p class="summary">${prose(operation.summary)}.</p>
${operation.description ? `<p>${prose(operation.description)}</p>` : ''}
${parameters.length > 0 ? `<h4>Parameters</h4>${table(parameters.map(parameterField))}` : ''}
${body ? `<h4>Body${body.required ? '' : ' <small>optional</small>'}</h4>${Object.entries(body.content).map(mediaText).join('')}` : ''}
<h4>Answers</h4>
${responses
  .filter(({ status }) => Number(status) < 400)
  .map(
    ({ status, response }) =>
      `<div class="answer"><p><b class="status">${status}</b> ${text(response.description)}${headersText(response)}</p>${Object.entries(
        response.content ?? {},
      )
        .map(mediaText)
        .join('')}</div>`,
  )
  .join('')}
<h4>Errors</h4>
<ul class="errors">${responses
    .filter(({ status }) => Number(status) >= 400)
    .map(({ status, response }) => `<li><b class="status">${status}</b> ${errorText(response)}</li>`)
    .join('')}</ul>
</article>`
}

const headersText = ({ headers = {} }: Response) =>
  Object.keys(headers).length > 0 ? ` <small>${Object.keys(headers).map(text).join(', ')}</small>` : ''

function errorText({ content = {} }: Response): string {
  const codes = Object.keys(content['application/problem+json']?.examples ?? {})
  if (codes.length === 0) return '<small>by the gateway</small>'
  return codes.map((code) => `<a href="#problem-${code}"><code>${code}</code></a>`).join(' ')
}

function mediaText([type, { schema, examples = {} }]: [string, MediaType]): string {
  return `<p class="media"><code>${text(type)}</code></p>${shape(schema)}${Object.values(examples).map(exampleText).join('')}`
}

const exampleText = ({ summary, value }: Example) =>
  `<details><summary>Example${summary ? `: ${text(summary)}` : ''}</summary><pre>${text(typeof value === 'string' ? value : JSON.stringify(value, null, 2))}</pre></details>`

function shape(schema: JsonSchema): string {
  const note = schema.description ? `<p>${prose(schema.description)}</p>` : ''
  const fields = fieldsOf(schema)
  return fields.length > 0 ? `${note}${table(fields)}` : `${note}<p>${linked(typeText(schema))}</p>`
}

const parameterField = ({ name, in: place, required, description, schema }: Parameter): Field => ({
  name: `${name} `,
  type: `${typeText(schema)} · ${place}`,
  required,
  description: description ?? '',
})

const table = (fields: readonly Field[]) =>
  `<div class="table"><table>${fields
    .map(
      ({ name, type, required, description }) =>
        `<tr><th scope="row"><code>${text(name.trim())}</code>${required ? '<span class="required" title="required">*</span>' : ''}</th><td class="type">${linked(type)}</td><td>${prose(description)}</td></tr>`,
    )
    .join('')}</table></div>`

function problemsSection(): string {
  const rows = Object.entries(problemCodes).map(
    ([code, { status, title }]) =>
      `<tr id="problem-${code}"><th scope="row"><code>${code}</code></th><td>${status}</td><td>${text(title)}</td><td>${prose(problemAdvice[code as keyof typeof problemAdvice])}</td></tr>`,
  )
  return `<section id="problems"><h2>Errors</h2><p>Programs decide by <code>code</code>, which never changes its meaning; people read <code>detail</code>.</p><div class="table"><table><thead><tr><th>code</th><th>status</th><th>meaning</th><th>what to do</th></tr></thead>${rows.join('')}</table></div></section>`
}

function schemasSection(document: Document): string {
  const parts = Object.entries(document.components.schemas).map(
    ([name, schema]) =>
      `<article id="schema-${name}"><h3>${name}</h3>${shape(schema)}${typeof schema.pattern === 'string' ? `<p>Pattern <code>${text(schema.pattern)}</code></p>` : ''}</article>`,
  )
  return `<section id="schemas"><h2>Schemas</h2>${parts.join('\n')}</section>`
}

const text = (plain: string) =>
  plain.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')

/** Text with `code` in it. */
const prose = (plain: string) => text(plain).replace(/`([^`]+)`/g, '<code>$1</code>')

/** Named schemas as links. */
const linked = (type: string) =>
  text(type).replace(
    /(?<!&quot;|\w)[A-Z][a-z][A-Za-z]*(?!\w|&quot;)/g,
    (name) => `<a href="#schema-${name}">${name}</a>`,
  )
