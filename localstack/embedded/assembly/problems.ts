/** Everything that keeps an assembly from running here, told at once rather than one per start. */
export interface Problem {
  readonly stack: string
  readonly logicalId: string
  readonly type: string
  readonly message: string
}

export class AssemblyError extends Error {
  readonly problems: readonly Problem[]
  constructor(problems: readonly Problem[]) {
    const lines = problems.map(({ stack, logicalId, type, message }) => `  ${stack}/${logicalId} (${type}): ${message}`)
    super(`The local cloud cannot run this assembly (${problems.length}):\n${lines.join('\n')}`)
    this.name = 'AssemblyError'
    this.problems = problems
  }
}

export const unsupportedType =
  'the resource type is not emulated. Leave it out of the stacks for local runs, or, if it changes nothing locally, ' +
  'list it with the reason in localstack/embedded/assembly/inert-types.ts.'

export const unsupportedProperty = (name: string) =>
  `the property ${name} is not emulated. Leave it out for local runs, or, if it changes nothing locally, ` +
  "list it as ignored with the reason in the emulator's resource support."
