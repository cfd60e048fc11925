import { App, Tags } from 'aws-cdk-lib'
import type { Service } from '../functions/shared/service.ts'
import { CheckoutStack } from './checkout-stack.ts'
import { EdgeStack } from './edge-stack.ts'
import { ErasureStack } from './erasure-stack.ts'
import { PlatformStack } from './platform-stack.ts'
import { ServiceStack } from './service-stack.ts'
import { shopServices, simulatorServices } from './services.ts'
import { settingsOf } from './settings.ts'

export interface TradewindAppOptions {
  readonly stage: string
  /** Folder of the bundles. */
  readonly bundles: string
  /** Folder of the assembly; the CDK's own choice when absent. */
  readonly outdir?: string
}

/** The whole CDK app of one stage. */
export function tradewindApp(options: TradewindAppOptions): App {
  const settings = settingsOf(options.stage)
  const app = new App({
    analyticsReporting: false,
    // Two fifths of a synthesis. CloudFormation never sees local templates, and the local cloud refuses what it does not know.
    builtinCloudFormationValidation: settings.stage !== 'local',
    ...(options.outdir ? { outdir: options.outdir } : {}),
  })
  const name = (part: string) => `tradewind-${settings.stage}-${part}`
  const env = process.env.CDK_DEFAULT_REGION
    ? { account: process.env.CDK_DEFAULT_ACCOUNT, region: process.env.CDK_DEFAULT_REGION }
    : undefined
  const common = env ? { env } : {}
  const platform = new PlatformStack(app, name('platform'), settings, common)
  let authorizerId: string | undefined
  const addService = (service: Service) => {
    const stack = new ServiceStack(app, name(service.name), {
      ...common,
      description: service.description,
      settings,
      platform,
      service,
      authorizerId,
      bundles: options.bundles,
    })
    authorizerId ??= stack.authorizerId
    return stack
  }
  const services = shopServices.map(addService)
  const edge = new EdgeStack(app, name('edge'), { ...common, settings, platform })
  for (const stack of services) edge.addStackDependency(stack)
  if (settings.simulators) for (const service of simulatorServices) addService(service)
  new CheckoutStack(app, name('checkout'), { ...common, settings, services: shopServices })
  new ErasureStack(app, name('erasure'), { ...common, settings, services: shopServices })
  Tags.of(app).add('project', 'tradewind')
  Tags.of(app).add('stage', settings.stage)
  return app
}
