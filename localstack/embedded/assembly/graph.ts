/** The resource graph of an assembly: every resource with its identity and its resolved properties. */
import { createHash } from 'node:crypto'
import type { Identity, Resource, ResourceSupport } from '../types.ts'
import { evaluateCondition } from './conditions.ts'
import { inertProperties, inertTypes } from './inert-types.ts'
import { type References, resolveIntrinsics } from './intrinsics.ts'
import type { Assembly, Stack, TemplateResource } from './manifest.ts'
import { createOutputs } from './outputs.ts'
import { createParameters } from './parameters.ts'
import { AssemblyError, type Problem, unsupportedProperty, unsupportedType } from './problems.ts'

export interface GraphOptions {
  readonly assembly: Assembly
  readonly support: ReadonlyMap<string, ResourceSupport>
  readonly region: string
  readonly accountId: string
  readonly endpoint: string
  /** Values for template parameters by name, in any stack. */
  readonly parameters: Readonly<Record<string, string>>
}

/** A resource as the template has it. */
export interface Declared {
  readonly stack: Stack
  readonly logicalId: string
  readonly template: TemplateResource
}

export interface Graph {
  declared(type: string): Declared[]
  property(declared: Declared, name: string): unknown
  /** Resolves everything. Throws one AssemblyError that lists every problem. */
  resolve(): Resource[]
}

export function createGraph(options: GraphOptions): Graph {
  const { assembly, support, region, accountId, endpoint } = options
  const all: Declared[] = assembly.stacks.flatMap((stack) =>
    Object.entries(stack.template.Resources ?? {}).map(([logicalId, template]) => ({ stack, logicalId, template })),
  )
  const byId = new Map(all.map((declared) => [`${declared.stack.name}/${declared.logicalId}`, declared]))
  const identities = new Map<Declared, Identity>()
  const path: string[] = []

  const lookUp = (stack: Stack, logicalId: string): Declared => {
    const declared = byId.get(`${stack.name}/${logicalId}`)
    if (!declared) throw new Error(`it refers to ${logicalId}, which the stack ${stack.name} does not have`)
    return declared
  }

  /** Follows references one at a time so that a circle is found and named. */
  function following<Result>(step: string, work: () => Result): Result {
    if (path.includes(step)) throw new Error(`references form a circle: ${[...path, step].join(' → ')}`)
    path.push(step)
    try {
      return work()
    } finally {
      path.pop()
    }
  }

  function identity(declared: Declared): Identity {
    const known = identities.get(declared)
    if (known) return known
    const { stack, logicalId, template } = declared
    const generatedName = shorten(`${stack.name}-${logicalId}`)
    const supported = support.get(template.Type)
    const found = supported
      ? following(`${stack.name}/${logicalId}`, () =>
          supported.identify({
            stack: stack.name,
            logicalId,
            region,
            accountId,
            endpoint,
            generatedName,
            property: (name) => property(declared, name),
          }),
        )
      : { physicalId: generatedName, arn: `arn:aws:local:${region}:${accountId}:${generatedName}` }
    identities.set(declared, found)
    return found
  }

  function attribute(stack: Stack, logicalId: string, name: string): string {
    const declared = lookUp(stack, logicalId)
    const { arn, attributes, physicalId } = identity(declared)
    if (attributes && name in attributes) return attributes[name] as string
    if (name === 'Arn') return arn
    if (!support.has(declared.template.Type)) return `${physicalId}.${name.toLowerCase()}`
    throw new Error(`it reads the attribute ${name} of ${logicalId} (${declared.template.Type}), which is not emulated`)
  }

  const property = (declared: Declared, name: string) =>
    resolveIntrinsics(declared.template.Properties?.[name], declared.stack, references)

  const references: References = {
    region,
    accountId,
    attribute,
    ref: (stack, logicalId) => identity(lookUp(stack, logicalId)).physicalId,
    ...createParameters({ overrides: options.parameters, all, property }),
    ...createOutputs(assembly, (value, stack, label) =>
      following(label, () => resolveIntrinsics(value, stack, references)),
    ),
  }

  const present = ({ stack, template }: Declared) =>
    template.Condition === undefined ||
    evaluateCondition({ Condition: template.Condition }, stack, (value) => resolveIntrinsics(value, stack, references))

  function build(declared: Declared, problem: (message: string) => void): Resource | undefined {
    const { stack, logicalId, template } = declared
    const supported = support.get(template.Type)
    if (!supported) {
      if (!(template.Type in inertTypes)) problem(unsupportedType)
      return undefined
    }
    for (const name of Object.keys(template.Properties ?? {})) {
      if (supported.honoured.includes(name) || name in (supported.ignored ?? {}) || name in inertProperties) continue
      problem(unsupportedProperty(name))
    }
    const { physicalId, arn } = identity(declared)
    const properties = resolveIntrinsics(template.Properties ?? {}, stack, references) as Record<string, unknown>
    const metadata = template.Metadata ?? {}
    return { stack: stack.name, logicalId, type: template.Type, physicalId, arn, properties, metadata }
  }

  return {
    declared: (type) => all.filter((declared) => declared.template.Type === type),
    property,
    resolve() {
      const problems: Problem[] = []
      const resources = all.flatMap((declared) => {
        const { stack, logicalId, template } = declared
        const problem = (message: string) =>
          problems.push({ stack: stack.name, logicalId, type: template.Type, message })
        try {
          return (present(declared) && build(declared, problem)) || []
        } catch (error) {
          problem((error as Error).message)
          return []
        }
      })
      if (problems.length > 0) throw new AssemblyError(problems)
      return resources
    },
  }
}

/** Names of functions, roles and rules end at 64 characters. */
const shorten = (name: string) =>
  name.length <= 64 ? name : `${name.slice(0, 55)}-${createHash('sha256').update(name).digest('hex').slice(0, 8)}`
