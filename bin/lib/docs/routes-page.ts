/** Writes docs/routes.md: one line an operation, so that a review sees each change of what can be called and by whom. */
import type { Service } from '../../../functions/shared/service.ts'
import { whoMayCall } from '../openapi/operation.ts'

export function routesPage(services: readonly Service[]): string {
  const rows = services.flatMap((service) =>
    service.routes.map((route) => {
      const names = (list: readonly string[] = []) => list.join(', ') || '—'
      return `| ${[
        `\`${route.method} ${route.path}\``,
        whoMayCall(route.access),
        route.ownership,
        `${service.name}/${route.name}${route.onlyIn ? ` (${route.onlyIn.join(', ')} only)` : ''}`,
        route.table,
        names(route.emits?.map(({ name }) => name)),
        names([
          ...(route.calls ?? []).map((callee) => `${callee.service}/${callee.name}`),
          ...(route.uses ?? []),
          ...(route.enqueues ?? []),
        ]),
      ].join(' | ')} |`
    }),
  )
  return `# Operations

Made by \`npm run docs\` from each service's routes; a test fails when this page is stale. What each takes and answers is in
[the API's pages](api/README.md). Whose data an operation touches: the \`shop\`'s, the \`caller\`'s own, or a named \`resource\` that has an
owner and does not exist for anybody else but staff.

| operation | who may call | whose data | function | own table | emits | calls and uses |
|---|---|---|---|---|---|---|
${rows.join('\n')}
`
}
