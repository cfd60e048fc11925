import { Duration, RemovalPolicy } from 'aws-cdk-lib'
import * as apigateway from 'aws-cdk-lib/aws-apigatewayv2'
import * as logs from 'aws-cdk-lib/aws-logs'
import { Construct } from 'constructs'
import type { StageSettings } from '../settings.ts'

/** Access logs carry no token, no body and no query: only what an operator needs to find a request. */
const accessLogFormat = JSON.stringify({
  requestId: '$context.requestId',
  at: '$context.requestTime',
  routeKey: '$context.routeKey',
  status: '$context.status',
  latencyMs: '$context.responseLatency',
  integrationError: '$context.integrationErrorMessage',
})

/** Requests a second over the whole API and the burst above it; numbers or stack parameters. */
export interface Throttle {
  readonly rate: number
  readonly burst: number
}

/** An HTTP API with access logs, throttling and CORS. */
export class PublicApi extends Construct {
  readonly api: apigateway.HttpApi

  constructor(scope: Construct, id: string, props: { settings: StageSettings; name: string; throttle: Throttle }) {
    super(scope, id)
    const { settings } = props
    const accessLogs = new logs.LogGroup(this, 'AccessLogs', {
      logGroupName: `/aws/apigateway/${props.name}`,
      retention: settings.retainData ? logs.RetentionDays.ONE_YEAR : logs.RetentionDays.ONE_MONTH,
      removalPolicy: settings.retainData ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
    })
    this.api = new apigateway.HttpApi(this, 'Api', {
      apiName: props.name,
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
    new apigateway.CfnStage(this, 'Stage', {
      apiId: this.api.apiId,
      stageName: '$default',
      autoDeploy: true,
      accessLogSettings: { destinationArn: accessLogs.logGroupArn, format: accessLogFormat },
      defaultRouteSettings: {
        throttlingRateLimit: props.throttle.rate,
        throttlingBurstLimit: props.throttle.burst,
      },
    })
  }
}
