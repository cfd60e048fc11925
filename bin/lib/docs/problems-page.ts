/** Writes docs/problems.md: every stable code of an error answer, and what a client does about it. */
import { type ProblemCode, problemCodes } from '../../../contracts/problem-codes.ts'
import { deref, operationsOf } from '../openapi/read.ts'
import type { Document, Response } from '../openapi/types.ts'
import { problemAdvice } from './problem-advice.ts'

export function problemsPage(document: Document): string {
  const rows = (Object.keys(problemCodes) as ProblemCode[]).map((code) => {
    const { status, title } = problemCodes[code]
    const answering = operationsOf(document).filter(({ operation }) =>
      Object.values(operation.responses).some((response) =>
        codesOf(deref<Response>(document, response)).includes(code),
      ),
    )
    const where = answering.length > 4 ? 'many' : answering.map(({ operation }) => operation.operationId).join(', ')
    return `| \`${code}\` | ${status} | ${title} | ${problemAdvice[code]} | ${where || '—'} |`
  })
  return `# Problems

Made by \`npm run docs\` from \`contracts/problem-codes.ts\` and the routes; a test fails when this page is stale.

An error is \`application/problem+json\` (RFC 9457): \`{type, title, status, detail, code, requestId, errors?: [{path, message}]}\`.
Programs decide by \`code\`, which never changes its meaning; people read \`detail\`. A text of \`{"message": …}\` with 413, 429, 500 or 503 is
the gateway's own: the request came to no function.

| code | status | meaning | what a client does | answered by |
|---|---|---|---|---|
${rows.join('\n')}
`
}

const codesOf = ({ content = {} }: Response): string[] =>
  Object.keys(content['application/problem+json']?.examples ?? {})
