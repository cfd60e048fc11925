import { Duration, RemovalPolicy, Stack, type StackProps } from 'aws-cdk-lib'
import type * as apigateway from 'aws-cdk-lib/aws-apigatewayv2'
import * as events from 'aws-cdk-lib/aws-events'
import * as kms from 'aws-cdk-lib/aws-kms'
import * as secrets from 'aws-cdk-lib/aws-secretsmanager'
import type { Construct } from 'constructs'
import { ApiStage } from './constructs/api-stage.ts'
import { PublicApi } from './constructs/public-api.ts'
import { names } from './names.ts'
import { pascalCase } from './pascal-case.ts'
import type { StageSettings } from './settings.ts'

/** What all services share: the HTTP API, the event bus with its archive, the token signing key, the key of cursors, provider secrets. */
export class PlatformStack extends Stack {
  readonly api: apigateway.HttpApi
  /** The outside world's API; not in prod. */
  readonly simulatorsApi: apigateway.HttpApi | undefined
  readonly bus: events.EventBus
  readonly signingKey: kms.Key
  readonly cursorKey: secrets.Secret
  readonly providerSecrets: { paymentApiKey: secrets.Secret; paymentWebhook: secrets.Secret; carrier: secrets.Secret }

  constructor(scope: Construct, id: string, settings: StageSettings, props?: StackProps) {
    super(scope, id, props)
    this.api = new PublicApi(this, 'Api', { settings, name: `tradewind-${settings.stage}` }).api
    this.simulatorsApi = settings.simulators ? this.#openSimulatorsApi(settings) : undefined
    this.bus = new events.EventBus(this, 'Bus', { eventBusName: `tradewind-${settings.stage}` })
    this.bus.archive('Archive', {
      archiveName: `tradewind-${settings.stage}`,
      description: 'Every event of 30 days, to replay after an outage of a subscriber',
      eventPattern: { source: events.Match.prefix('tradewind.') },
      retention: Duration.days(30),
    })
    this.signingKey = new kms.Key(this, 'SigningKey', {
      description: 'Signs access tokens (ES256)',
      alias: `tradewind-${settings.stage}-access-tokens`,
      keySpec: kms.KeySpec.ECC_NIST_P256,
      keyUsage: kms.KeyUsage.SIGN_VERIFY,
      removalPolicy: settings.retainData ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
    })
    this.cursorKey = this.#secret('cursor-key', 'Signs the cursors of lists', settings)
    this.providerSecrets = {
      paymentApiKey: this.#secret('payment-api-key', 'Our key at the payment provider', settings),
      paymentWebhook: this.#secret('payment-webhook', 'Signs the payment provider’s callbacks', settings),
      carrier: this.#secret('carrier', 'Our key at the carrier; signs its callbacks', settings),
    }
  }

  #openSimulatorsApi(settings: StageSettings): apigateway.HttpApi {
    const name = `tradewind-${settings.stage}-simulators`
    const { api } = new PublicApi(this, 'SimulatorsApi', { settings, name })
    new ApiStage(this, 'SimulatorsStage', { settings, api, name, throttle: settings.throttle })
    return api
  }

  #secret(name: string, description: string, settings: StageSettings): secrets.Secret {
    return new secrets.Secret(this, pascalCase(name), {
      secretName: names.secret(settings, name),
      description,
      generateSecretString: { passwordLength: 48, excludePunctuation: true },
      removalPolicy: settings.retainData ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
    })
  }
}
