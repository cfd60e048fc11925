import { Arn, ArnFormat, type Stack } from 'aws-cdk-lib'
import type { StageSettings } from './settings.ts'

/** Lambda's own limit. */
const MAX_FUNCTION_NAME = 64
/** SQS's own limit. */
const MAX_QUEUE_NAME = 80

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
  /** Readable, because an operator meets it in alarms and commands. @param name of the function behind it */
  queue({ stage }: StageSettings, service: string, name: string): string {
    const full = `tradewind-${stage}-${service}-${name}`
    if (full.length + DEAD_LETTERS.length > MAX_QUEUE_NAME)
      throw new Error(`The queue name ${full}${DEAD_LETTERS} is longer than ${MAX_QUEUE_NAME}: shorten its folder's`)
    return full
  },
}

/** Ends the name of each dead-letter queue. */
export const DEAD_LETTERS = '-dead-letters'

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
