import { Arn, ArnFormat, type Stack } from 'aws-cdk-lib'
import type { StageSettings } from './settings.ts'

/** Lambda's own limit. */
const MAX_FUNCTION_NAME = 64

/** Names that other stacks can compute: so a call between services needs no export, and no order of deployment. */
export const names = {
  table: ({ stage }: StageSettings, service: string) => `tradewind-${stage}-${service}`,
  stateMachine: ({ stage }: StageSettings, name: 'checkout' | 'erasure') => `tradewind-${stage}-${name}`,
  secret: ({ stage }: StageSettings, name: string) => `tradewind/${stage}/${name}`,
  function({ stage }: StageSettings, service: string, name: string): string {
    const full = `tradewind-${stage}-${service}-${name}`
    if (full.length > MAX_FUNCTION_NAME)
      throw new Error(`The function name ${full} is longer than ${MAX_FUNCTION_NAME}: shorten its folder's`)
    return full
  },
}

/** ARN of the `live` alias of a function of any service. */
export const functionAliasArn = (stack: Stack, settings: StageSettings, service: string, name: string): string =>
  Arn.format(
    {
      service: 'lambda',
      resource: 'function',
      resourceName: `${names.function(settings, service, name)}:live`,
      arnFormat: ArnFormat.COLON_RESOURCE_NAME,
    },
    stack,
  )

export const stateMachineArn = (stack: Stack, settings: StageSettings, name: 'checkout' | 'erasure'): string =>
  Arn.format(
    {
      service: 'states',
      resource: 'stateMachine',
      resourceName: names.stateMachine(settings, name),
      arnFormat: ArnFormat.COLON_RESOURCE_NAME,
    },
    stack,
  )
