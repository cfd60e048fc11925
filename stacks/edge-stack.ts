import { CfnCondition, CfnParameter, Fn, Stack, type StackProps } from 'aws-cdk-lib'
import type { Construct } from 'constructs'
import { ApiStage } from './constructs/api-stage.ts'
import { publicRates, type Throttle } from './limits.ts'
import type { PlatformStack } from './platform-stack.ts'
import type { StageSettings } from './settings.ts'

export interface EdgeStackProps extends StackProps {
  readonly settings: StageSettings
  readonly platform: PlatformStack
}

/**
 * The stage of the shop's HTTP API. It comes after the services: API Gateway refuses settings of a route that does not
 * exist yet ("Unable to find Route by key").
 */
export class EdgeStack extends Stack {
  constructor(scope: Construct, id: string, { settings, platform, ...props }: EdgeStackProps) {
    super(scope, id, props)
    const limit = (name: string, value: number) =>
      new CfnParameter(this, name, { type: 'Number', default: value, minValue: 1 }).valueAsNumber
    new ApiStage(this, 'Api', {
      settings,
      api: platform.api,
      name: `tradewind-${settings.stage}`,
      throttle: {
        rate: limit('ThrottleRate', settings.throttle.rate),
        burst: limit('ThrottleBurst', settings.throttle.burst),
      },
      routeSettings: settings.stage === 'local' ? this.#switchable(settings) : routeSettingsOf(settings.routeThrottles),
    })
  }

  /** On your own machine a parameter puts the public's limits in place. */
  #switchable(settings: StageSettings): object {
    const choice = new CfnParameter(this, 'RouteThrottles', {
      description: '"local": wide enough for load tests. "public": those of dev and prod.',
      default: 'local',
      allowedValues: ['local', 'public'],
    })
    const isPublic = new CfnCondition(this, 'HasPublicRouteThrottles', {
      expression: Fn.conditionEquals(choice.valueAsString, 'public'),
    })
    return Fn.conditionIf(
      isPublic.logicalId,
      routeSettingsOf(publicRates.routeThrottles),
      routeSettingsOf(settings.routeThrottles),
    )
  }
}

const routeSettingsOf = (throttles: Readonly<Record<string, Throttle>>) =>
  Object.fromEntries(
    Object.entries(throttles).map(([routeKey, { rate, burst }]) => [
      routeKey,
      { ThrottlingRateLimit: rate, ThrottlingBurstLimit: burst },
    ]),
  )
