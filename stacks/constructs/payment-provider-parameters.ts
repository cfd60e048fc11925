import { CfnParameter, type Stack } from 'aws-cdk-lib'
import type { StageSettings } from '../settings.ts'

/** Which provider a stack's functions speak to: parameters, so that switching needs no other templates. */
export class PaymentProviderParameters {
  readonly provider: string
  readonly stripeUrl: string
  readonly returnUrl: string

  constructor(stack: Stack, settings: StageSettings) {
    this.provider = new CfnParameter(stack, 'PaymentProvider', {
      description: 'The payment provider that is asked for money',
      default: settings.paymentProvider,
      allowedValues: settings.simulators ? ['simulator', 'stripe'] : ['stripe'],
    }).valueAsString
    this.stripeUrl = new CfnParameter(stack, 'StripeApiUrl', {
      description: 'Stripe itself, or for tests a double of it',
      default: 'https://api.stripe.com',
    }).valueAsString
    this.returnUrl = new CfnParameter(stack, 'PaymentReturnUrl', {
      description: 'Page of the shop that a payer comes back to from the confirmation of a card',
      default: settings.paymentReturnUrl,
    }).valueAsString
  }
}
