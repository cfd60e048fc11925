/** The state machines of the assembly, and the definitions that unfinished executions still run on. */
import { AwsError, type Cloud, type Resource } from '../../types.ts'
import type { Machine } from '../definition/asl.ts'
import { definitionText } from '../definition/substitute.ts'
import { parseDefinition } from '../definition/validate.ts'
import type { Records } from './records.ts'

export interface StateMachine {
  readonly arn: string
  readonly name: string
  readonly roleArn: string
  /** JSON text, after substitutions. */
  readonly text: string
  readonly hash: string
  readonly loggingConfiguration: unknown
  readonly tracing: boolean
}

export class Machines {
  readonly #byArn = new Map<string, StateMachine>()
  readonly #definitions = new Map<string, Machine>()
  readonly #records: Records
  readonly createdAt = Date.now()

  /** @throws Error that names the machine and the state when a definition cannot run here. */
  constructor(cloud: Cloud, records: Records) {
    this.#records = records
    for (const resource of cloud.resources('AWS::StepFunctions::StateMachine')) this.#add(resource, cloud)
  }

  #add(resource: Resource, cloud: Cloud): void {
    const { properties } = resource
    const where = `${resource.stack}/${resource.logicalId}`
    if (properties.StateMachineType === 'EXPRESS')
      throw new Error(`${where}: EXPRESS state machines are not emulated; use StateMachineType STANDARD.`)
    const text = definitionText(properties, where, cloud)
    const machine = parseDefinition(text, where, (arnOrId) => cloud.find(arnOrId))
    const hash = this.#records.keepDefinition(text)
    this.#definitions.set(hash, machine)
    const tracing = properties.TracingConfiguration as { Enabled?: boolean } | undefined
    this.#byArn.set(resource.arn, {
      arn: resource.arn,
      name: resource.arn.slice(resource.arn.lastIndexOf(':') + 1),
      roleArn: String(properties.RoleArn),
      text,
      hash,
      loggingConfiguration: properties.LoggingConfiguration,
      tracing: tracing?.Enabled === true,
    })
  }

  all(): StateMachine[] {
    return [...this.#byArn.values()]
  }

  /** @throws AwsError StateMachineDoesNotExist */
  get(arn: string): StateMachine {
    const machine = this.#byArn.get(arn)
    if (!machine) throw new AwsError('StateMachineDoesNotExist', `State Machine Does Not Exist: '${arn}'`)
    return machine
  }

  /** The definition that an execution started with, whatever was deployed since. */
  definition(hash: string): Machine {
    const machine = this.#definitions.get(hash) ?? (JSON.parse(this.#records.definition(hash)) as Machine)
    this.#definitions.set(hash, machine)
    return machine
  }

  textOf(hash: string): string {
    return this.#records.definition(hash)
  }
}
