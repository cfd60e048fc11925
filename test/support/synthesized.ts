import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

export interface TemplateResource {
  readonly Type: string
  // biome-ignore lint/suspicious/noExplicitAny: CloudFormation properties are as wide as AWS.
  readonly Properties: any
  readonly DeletionPolicy?: string
}

export interface Template {
  readonly name: string
  readonly resources: Readonly<Record<string, TemplateResource>>
  readonly text: string
}

/** The templates of a stage as `npm run synth` wrote them; jest's global set-up makes sure they are current. */
export const templatesOf = (stage: string): Template[] => templatesIn(join(import.meta.dirname, '../../cdk.out', stage))

/** The templates of an assembly. */
export function templatesIn(folder: string): Template[] {
  return readdirSync(folder)
    .filter((file) => file.endsWith('.template.json'))
    .map((file) => {
      const text = readFileSync(join(folder, file), 'utf8')
      return { name: file.replace('.template.json', ''), resources: JSON.parse(text).Resources, text }
    })
}

export const resourcesOf = (templates: readonly Template[], type: string): (TemplateResource & { id: string })[] =>
  templates.flatMap(({ name, resources }) =>
    Object.entries(resources)
      .filter(([, resource]) => resource.Type === type)
      .map(([id, resource]) => ({ ...resource, id: `${name}/${id}` })),
  )
