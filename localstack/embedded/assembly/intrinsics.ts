/** Resolves CloudFormation's intrinsic functions, lazily, with a clear error for circles and unknown names. */
import { evaluateCondition } from './conditions.ts'
import type { Stack } from './manifest.ts'

/** What the resolver asks about resources; the graph answers. */
export interface References {
  readonly region: string
  readonly accountId: string
  ref(stack: Stack, logicalId: string): unknown
  attribute(stack: Stack, logicalId: string, attribute: string): unknown
  parameter(stack: Stack, name: string): unknown
  importValue(name: string): unknown
  stackOutput(stackName: string, outputName: string): unknown
}

/** Stands for AWS::NoValue: the property or list entry is left out. */
const NO_VALUE = Symbol('AWS::NoValue')

type Arguments = readonly unknown[]
type Intrinsic = (argument: unknown, stack: Stack, references: References) => unknown

/** @returns the value with every intrinsic function replaced by its result. */
export function resolveIntrinsics(value: unknown, stack: Stack, references: References): unknown {
  const result = resolve(value, stack, references)
  return result === NO_VALUE ? undefined : result
}

function resolve(value: unknown, stack: Stack, references: References): unknown {
  if (Array.isArray(value)) {
    return value.map((entry) => resolve(entry, stack, references)).filter((entry) => entry !== NO_VALUE)
  }
  if (value === null || typeof value !== 'object') return value
  const entries = Object.entries(value)
  const [name, argument] = entries[0] ?? ['', undefined]
  if (entries.length === 1 && (name === 'Ref' || name.startsWith('Fn::'))) {
    const intrinsic = intrinsics[name]
    if (!intrinsic) throw new Error(`The intrinsic function ${name} is not supported`)
    return intrinsic(argument, stack, references)
  }
  const result: Record<string, unknown> = {}
  for (const [key, entry] of entries) {
    const resolved = resolve(entry, stack, references)
    if (resolved !== NO_VALUE) result[key] = resolved
  }
  return result
}

const text = (value: unknown) => (typeof value === 'string' ? value : JSON.stringify(value))

function list(argument: unknown, stack: Stack, references: References, name: string): Arguments {
  const value = resolve(argument, stack, references)
  if (!Array.isArray(value)) throw new Error(`${name} needs a list, not ${JSON.stringify(argument)}`)
  return value
}

function ref(name: string, stack: Stack, references: References): unknown {
  const pseudo: Record<string, unknown> = {
    'AWS::AccountId': references.accountId,
    'AWS::NoValue': NO_VALUE,
    'AWS::NotificationARNs': [],
    'AWS::Partition': 'aws',
    'AWS::Region': references.region,
    'AWS::StackId': `arn:aws:cloudformation:${references.region}:${references.accountId}:stack/${stack.name}/local`,
    'AWS::StackName': stack.name,
    'AWS::URLSuffix': 'amazonaws.com',
  }
  if (name in pseudo) return pseudo[name]
  if (stack.template.Parameters?.[name]) return references.parameter(stack, name)
  return references.ref(stack, name)
}

function getAttribute(argument: unknown, stack: Stack, references: References): unknown {
  const [logicalId, attribute] =
    typeof argument === 'string'
      ? [argument.slice(0, argument.indexOf('.')), argument.slice(argument.indexOf('.') + 1)]
      : (argument as Arguments)
  return references.attribute(stack, text(logicalId), text(resolve(attribute, stack, references)))
}

function substitute(argument: unknown, stack: Stack, references: References): string {
  const [template, variables] = (typeof argument === 'string' ? [argument, {}] : argument) as [string, object]
  const own = resolve(variables, stack, references) as Record<string, unknown>
  return template.replace(/\$\{(!?)([^}]+)\}/g, (_whole, literal: string, name: string) => {
    if (literal) return `\${${name}}`
    if (name in own) return text(own[name])
    return text(name.includes('.') ? getAttribute(name, stack, references) : ref(name, stack, references))
  })
}

function findInMap(argument: unknown, stack: Stack, references: References): unknown {
  const [map, first, second, options] = list(argument, stack, references, 'Fn::FindInMap')
  const found = stack.template.Mappings?.[text(map)]?.[text(first)]?.[text(second)]
  if (found !== undefined) return found
  const fallback = (options as { DefaultValue?: unknown } | undefined)?.DefaultValue
  if (fallback === undefined) throw new Error(`Fn::FindInMap finds nothing at ${[map, first, second].join('.')}`)
  return fallback
}

const intrinsics: Record<string, Intrinsic> = {
  Ref: (argument, stack, references) => ref(text(argument), stack, references),
  'Fn::GetAtt': getAttribute,
  'Fn::Sub': substitute,
  'Fn::FindInMap': findInMap,
  'Fn::Join'(argument, stack, references) {
    const [separator, parts] = argument as [string, unknown]
    return list(parts, stack, references, 'Fn::Join').map(text).join(separator)
  },
  'Fn::Select'(argument, stack, references) {
    const [index, values] = list(argument, stack, references, 'Fn::Select')
    const selected = (values as Arguments)[Number(index)]
    if (selected === undefined) throw new Error(`Fn::Select finds no entry ${index} in ${JSON.stringify(values)}`)
    return selected
  },
  'Fn::Split'(argument, stack, references) {
    const [separator, source] = list(argument, stack, references, 'Fn::Split')
    return text(source).split(text(separator))
  },
  'Fn::If'(argument, stack, references) {
    const [condition, whenTrue, whenFalse] = argument as Arguments
    const holds = evaluateCondition({ Condition: condition }, stack, (value) => resolve(value, stack, references))
    return resolve(holds ? whenTrue : whenFalse, stack, references)
  },
  'Fn::Base64': (argument, stack, references) =>
    Buffer.from(text(resolve(argument, stack, references))).toString('base64'),
  'Fn::GetAZs': (_argument, _stack, references) => ['a', 'b', 'c'].map((zone) => references.region + zone),
  'Fn::Length': (argument, stack, references) => list(argument, stack, references, 'Fn::Length').length,
  'Fn::ToJsonString': (argument, stack, references) => JSON.stringify(resolve(argument, stack, references)),
  'Fn::ImportValue': (argument, stack, references) =>
    references.importValue(text(resolve(argument, stack, references))),
  'Fn::GetStackOutput'(argument, stack, references) {
    const output = resolve(argument, stack, references) as { StackName: string; OutputName: string }
    return references.stackOutput(output.StackName, output.OutputName)
  },
}
