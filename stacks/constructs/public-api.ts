import { Duration } from 'aws-cdk-lib'
import * as apigateway from 'aws-cdk-lib/aws-apigatewayv2'
import { Construct } from 'constructs'
import type { StageSettings } from '../settings.ts'

/** An HTTP API with CORS; an `ApiStage` opens it. */
export class PublicApi extends Construct {
  readonly api: apigateway.HttpApi

  constructor(scope: Construct, id: string, { settings, name }: { settings: StageSettings; name: string }) {
    super(scope, id)
    this.api = new apigateway.HttpApi(this, 'Api', {
      apiName: name,
      createDefaultStage: false,
      corsPreflight: {
        allowOrigins: [...settings.corsOrigins],
        allowMethods: [apigateway.CorsHttpMethod.ANY],
        allowHeaders: [
          'authorization',
          'content-type',
          'idempotency-key',
          'if-match',
          'if-none-match',
          'x-cart-token',
          'traceparent',
        ],
        exposeHeaders: ['etag', 'location', 'x-request-id', 'x-cart-token', 'idempotent-replayed', 'retry-after'],
        maxAge: Duration.hours(1),
      },
    })
  }
}
