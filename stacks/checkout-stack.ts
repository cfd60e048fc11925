import { CfnParameter, Stack, type StackProps } from 'aws-cdk-lib'
import type { Construct } from 'constructs'
import type { Service } from '../functions/shared/service.ts'
import { Saga } from './constructs/saga.ts'
import type { StageSettings } from './settings.ts'

/** From a placed order to one that is paid and about to ship, or back: statemachines/checkout. */
export class CheckoutStack extends Stack {
  constructor(
    scope: Construct,
    id: string,
    props: StackProps & { settings: StageSettings; services: readonly Service[] },
  ) {
    super(scope, id, props)
    const { settings, services } = props
    const timeout = new CfnParameter(this, 'PaymentTimeoutSeconds', {
      type: 'Number',
      description: 'Seconds that an order waits for its payment; below the stock hold of 20 minutes',
      default: settings.paymentTimeoutSeconds,
      minValue: 1,
      maxValue: 1100,
    })
    new Saga(this, 'Checkout', {
      settings,
      name: 'checkout',
      services,
      substitutions: { PaymentTimeoutSeconds: timeout.valueAsString },
      impact: 'A checkout could not be undone: a customer may have paid for an order that stands still.',
      runbookHeading: 'parked-orders',
    })
  }
}
