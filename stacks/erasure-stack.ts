import { Stack, type StackProps } from 'aws-cdk-lib'
import type { Construct } from 'constructs'
import type { Service } from '../functions/shared/service.ts'
import { Saga } from './constructs/saga.ts'
import type { StageSettings } from './settings.ts'

/** Takes a customer's personal data out of every service: statemachines/erasure. */
export class ErasureStack extends Stack {
  constructor(
    scope: Construct,
    id: string,
    props: StackProps & { settings: StageSettings; services: readonly Service[] },
  ) {
    super(scope, id, props)
    new Saga(this, 'Erasure', {
      settings: props.settings,
      name: 'erasure',
      services: props.services,
      impact:
        'A customer who asked to be erased is not: personal data is left that the law gives us a month to remove.',
      runbookHeading: 'parked-erasures',
    })
  }
}
