import { SFNClient, StartExecutionCommand } from '@aws-sdk/client-sfn'
import { awsLimits } from '../shared/clients/limits.ts'
import { env } from '../shared/env.ts'

const sfn = new SFNClient(awsLimits)

/** Starting it again is harmless: the execution has the erasure's id as its name. */
export async function startExecution(erasure: { userId: string; erasureId: string; correlationId: string }) {
  try {
    await sfn.send(
      new StartExecutionCommand({
        stateMachineArn: env.setting('ERASURE_STATE_MACHINE_ARN'),
        name: erasure.erasureId,
        input: JSON.stringify(erasure),
      }),
    )
  } catch (error) {
    if (!(error instanceof Error && error.name === 'ExecutionAlreadyExists')) throw error
  }
}
