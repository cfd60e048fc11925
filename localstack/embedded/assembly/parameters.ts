/** Values of template parameters: the caller's, else the default, else the assembly's own SSM parameters. */
import type { Declared } from './graph.ts'
import type { Stack } from './manifest.ts'

interface ParameterOptions {
  readonly overrides: Readonly<Record<string, string>>
  readonly all: readonly Declared[]
  property(declared: Declared, name: string): unknown
}

export function createParameters({ overrides, all, property }: ParameterOptions) {
  function fromSsm(parameter: string, name: unknown): unknown {
    const found = all.find(
      (declared) => declared.template.Type === 'AWS::SSM::Parameter' && property(declared, 'Name') === name,
    )
    if (found) return property(found, 'Value')
    throw new Error(
      `the parameter ${parameter} reads the SSM parameter ${name}, which no stack of the assembly has: ` +
        `pass a value for ${parameter} to the local cloud`,
    )
  }

  return {
    parameter(stack: Stack, name: string): unknown {
      const { Type, Default } = stack.template.Parameters?.[name] ?? { Type: 'String' }
      const value = overrides[name] ?? (Type.startsWith('AWS::SSM::') ? fromSsm(name, Default) : Default)
      if (value === undefined) {
        throw new Error(`the parameter ${name} has no value: pass one to the local cloud or give it a default`)
      }
      const isList = Type === 'CommaDelimitedList' || Type.startsWith('List<')
      return isList && typeof value === 'string' ? value.split(',').map((entry) => entry.trim()) : value
    },
  }
}
