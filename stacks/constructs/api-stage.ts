import { RemovalPolicy } from 'aws-cdk-lib'
import * as apigateway from 'aws-cdk-lib/aws-apigatewayv2'
import * as logs from 'aws-cdk-lib/aws-logs'
import { Construct } from 'constructs'
import type { Throttle } from '../limits.ts'
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

export interface ApiStageProps {
  readonly settings: StageSettings
  readonly api: apigateway.IHttpApi
  /** Of the API. */
  readonly name: string
  /** Of each route; numbers or stack parameters. */
  readonly throttle: Throttle
  /** `RouteSettings` of the stage, by route key: routes that exist already. */
  readonly routeSettings?: object
}

/** What opens an HTTP API to its callers: the stage, with throttling and access logs. */
export class ApiStage extends Construct {
  constructor(scope: Construct, id: string, { settings, api, name, throttle, routeSettings }: ApiStageProps) {
    super(scope, id)
    const accessLogs = new logs.LogGroup(this, 'AccessLogs', {
      logGroupName: `/aws/apigateway/${name}`,
      retention: settings.retainData ? logs.RetentionDays.ONE_YEAR : logs.RetentionDays.ONE_MONTH,
      removalPolicy: settings.retainData ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
    })
    new apigateway.CfnStage(this, 'Stage', {
      apiId: api.apiId,
      stageName: '$default',
      autoDeploy: true,
      accessLogSettings: { destinationArn: accessLogs.logGroupArn, format: accessLogFormat },
      defaultRouteSettings: { throttlingRateLimit: throttle.rate, throttlingBurstLimit: throttle.burst },
      ...(routeSettings ? { routeSettings } : {}),
    })
  }
}
