/** Values that one stack takes from another: exports and outputs, resolved where they are declared. */
import type { Assembly, Stack } from './manifest.ts'

type Resolve = (value: unknown, stack: Stack, label: string) => unknown

export function createOutputs({ stacks }: Assembly, resolve: Resolve) {
  const outputs = (stack: Stack) => Object.entries(stack.template.Outputs ?? {})

  return {
    importValue(name: string): unknown {
      for (const stack of stacks) {
        for (const [, output] of outputs(stack)) {
          if (!output.Export) continue
          if (output.Export.Name === name || resolve(output.Export.Name, stack, `export in ${stack.name}`) === name) {
            return resolve(output.Value, stack, `export ${name}`)
          }
        }
      }
      throw new Error(`it imports ${name}, which no stack of the assembly exports`)
    },
    stackOutput(stackName: string, outputName: string): unknown {
      const stack = stacks.find((candidate) => candidate.name === stackName)
      const output = stack?.template.Outputs?.[outputName]
      if (!stack || !output) throw new Error(`it reads the output ${outputName} of ${stackName}, which does not exist`)
      return resolve(output.Value, stack, `output ${stackName}.${outputName}`)
    },
  }
}
