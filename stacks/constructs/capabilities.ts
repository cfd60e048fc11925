import { CfnParameter, Stack } from 'aws-cdk-lib'
import type { Capability, FunctionDefinition } from '../../functions/shared/service.ts'
import { stateMachineArn } from '../names.ts'
import { pascalCase } from '../pascal-case.ts'
import type { PlatformStack } from '../platform-stack.ts'
import type { StageSettings } from '../settings.ts'
import type { NodeFunction } from './node-function.ts'
import type { PaymentProviderParameters } from './payment-provider-parameters.ts'
import type { SearchCollection } from './search-collection.ts'

interface World {
  /** Of the function that gets it. */
  readonly definition: FunctionDefinition
  readonly settings: StageSettings
  readonly platform: PlatformStack
  /** Value of the stack's ShippingCarrier parameter. */
  readonly shippingCarrier: () => string
  /** The stack's collection, in a stage that searches by OpenSearch. */
  readonly searchCollection: () => SearchCollection
  /** Value of the stack's ShopTimeZone parameter. */
  readonly shopTimeZone: () => string
  readonly paymentProvider: () => PaymentProviderParameters
}

/** For each capability its IAM grant and its environment names, together. */
const grants: Readonly<Record<Capability, (fn: NodeFunction, world: World) => void>> = {
  'sign-tokens': (fn, { platform }) =>
    fn.allow(['kms:Sign', 'kms:GetPublicKey'], [platform.signingKey.keyArn], {
      SIGNING_KEY_ID: platform.signingKey.keyId,
    }),
  'verify-tokens': (fn, { platform }) =>
    fn.allow(['kms:GetPublicKey'], [platform.signingKey.keyArn], { SIGNING_KEY_ID: platform.signingKey.keyId }),
  'send-email': (fn, { settings }) => {
    const identity = Stack.of(fn).formatArn({
      service: 'ses',
      resource: 'identity',
      resourceName: settings.mailFrom.split('@')[1]!,
    })
    fn.allow(['ses:SendEmail'], [identity], { MAIL_FROM: settings.mailFrom })
  },
  'staff-address': (fn, { settings }) =>
    fn.allow([], [], { STAFF_EMAIL: settings.staff.email, STAFF_LOCALE: settings.staff.locale }),
  // Publishing to a telephone number has no resource to name: SNS checks such a call against "*" only.
  'send-sms': (fn) => fn.allow(['sns:Publish'], ['*']),
  'start-checkout': (fn, { settings }) => {
    const arn = stateMachineArn(Stack.of(fn), settings, 'checkout')
    fn.allow(['states:StartExecution'], [arn], { CHECKOUT_STATE_MACHINE_ARN: arn })
  },
  'resume-checkout': (fn, { settings }) =>
    fn.allow(
      ['states:SendTaskSuccess', 'states:SendTaskFailure'],
      [stateMachineArn(Stack.of(fn), settings, 'checkout')],
    ),
  'start-erasure': (fn, { settings }) => {
    const arn = stateMachineArn(Stack.of(fn), settings, 'erasure')
    fn.allow(['states:StartExecution'], [arn], { ERASURE_STATE_MACHINE_ARN: arn })
  },
  'local-console': (fn, { platform }) =>
    fn.allow([], [], { LOCAL_CONSOLE_URL: `${platform.api.apiEndpoint}/_local/api` }),
  'payment-provider': (fn, { platform, paymentProvider }) => {
    const secrets = platform.providerSecrets
    const { provider, stripeUrl, returnUrl } = paymentProvider()
    fn.allow(['secretsmanager:GetSecretValue'], [secrets.paymentApiKey.secretArn, secrets.paymentWebhook.secretArn], {
      PAYMENT_PROVIDER: provider,
      ...(platform.simulatorsApi ? { PAYMENT_PROVIDER_URL: `${platform.simulatorsApi.apiEndpoint}/payments` } : {}),
      STRIPE_API_URL: stripeUrl,
      // Its advertisements in test accounts would go into the logs.
      STRIPE_SUPPRESS_NOTICES: 'true',
      PAYMENT_RETURN_URL: returnUrl,
      PAYMENT_API_KEY_SECRET: secrets.paymentApiKey.secretArn,
      PAYMENT_WEBHOOK_SECRET: secrets.paymentWebhook.secretArn,
      PUBLIC_API_URL: platform.api.apiEndpoint,
    })
  },
  carrier: (fn, { platform, shippingCarrier }) => {
    const { carrier } = platform.providerSecrets
    fn.allow(['secretsmanager:GetSecretValue'], [carrier.secretArn], {
      SHIPPING_CARRIER: shippingCarrier(),
      CARRIER_URL: platform.simulatorsApi ? `${platform.simulatorsApi.apiEndpoint}/carrier` : 'https://carrier.invalid',
      CARRIER_SECRET: carrier.secretArn,
      PUBLIC_API_URL: platform.api.apiEndpoint,
    })
  },
  'sign-cursors': (fn, { platform }) => {
    const arn = platform.cursorKey.secretArn
    fn.allow(['secretsmanager:GetSecretValue'], [arn], { CURSOR_KEY_SECRET: arn })
  },
  'shop-settings': (fn, { settings, shopTimeZone }) =>
    fn.allow([], [], { SHOP_TIME_ZONE: shopTimeZone(), SHOP_CURRENCY: settings.shopCurrency }),
  'limit-api-keys': (fn, { settings }) => {
    const limit = new CfnParameter(Stack.of(fn), 'ApiKeyRequestsPerMinute', {
      type: 'Number',
      description: 'Requests that each service key may make in a minute',
      default: settings.apiKeyRequestsPerMinute,
      minValue: 1,
    })
    fn.allow([], [], { API_KEY_REQUESTS_PER_MINUTE: limit.valueAsString })
  },
  'limit-rate': (fn, { settings, definition: { name } }) => {
    const limit = settings.rateLimits[name]
    if (!limit) throw new Error(`The route ${name} has a rate limit, but the stage settings have none of that name`)
    const parameter = new CfnParameter(Stack.of(fn), `${pascalCase(name)}RateLimit`, {
      description: `Requests of ${name} that a caller may make at once, and in how many seconds they come back`,
      default: `${limit.requests}/${limit.seconds}`,
      allowedPattern: '[1-9]\\d*/[1-9]\\d*',
    })
    fn.allow([], [], { RATE_LIMIT: parameter.valueAsString })
  },
  'search-engine': (fn, { settings, searchCollection }) => {
    fn.allow([], [], { SEARCH_ENGINE: settings.searchEngine })
    if (settings.searchEngine === 'opensearch') searchCollection().grant(fn)
  },
  'provider-secrets': (fn, { platform }) => {
    const { paymentApiKey, paymentWebhook, carrier } = platform.providerSecrets
    const arns = [paymentApiKey.secretArn, paymentWebhook.secretArn, carrier.secretArn] as const
    fn.allow(['secretsmanager:GetSecretValue'], arns, {
      PAYMENT_API_KEY_SECRET: arns[0],
      PAYMENT_WEBHOOK_SECRET: arns[1],
      CARRIER_SECRET: arns[2],
    })
  },
}

export function grantCapabilities(fn: NodeFunction, capabilities: readonly Capability[], world: World): void {
  for (const capability of capabilities) grants[capability](fn, world)
}
