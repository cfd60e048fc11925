/** The operations that read state machines. */
import { type Api, requireExecution, seconds } from './executions.ts'

type Input = Record<string, unknown>

export function describeStateMachine({ machines }: Api, { stateMachineArn }: Input) {
  const machine = machines.get(String(stateMachineArn))
  return {
    stateMachineArn: machine.arn,
    name: machine.name,
    status: 'ACTIVE',
    definition: machine.text,
    roleArn: machine.roleArn,
    type: 'STANDARD',
    creationDate: seconds(machines.createdAt),
    loggingConfiguration: machine.loggingConfiguration ?? { level: 'OFF', includeExecutionData: false },
    tracingConfiguration: { enabled: machine.tracing },
    revisionId: machine.hash,
  }
}

export function describeStateMachineForExecution(api: Api, { executionArn }: Input) {
  const row = requireExecution(api, executionArn)
  return {
    stateMachineArn: row.machine_arn,
    name: row.machine_name,
    definition: api.machines.textOf(row.definition),
    roleArn: row.role_arn,
    updateDate: seconds(row.started_at),
    revisionId: row.definition,
  }
}

export function listStateMachines({ machines }: Api) {
  const creationDate = seconds(machines.createdAt)
  return {
    stateMachines: machines
      .all()
      .map(({ arn, name }) => ({ stateMachineArn: arn, name, type: 'STANDARD', creationDate })),
  }
}
