import { CfnParameter, Duration, Stack, type StackProps } from 'aws-cdk-lib'
import { CfnAuthorizer } from 'aws-cdk-lib/aws-apigatewayv2'
import * as events from 'aws-cdk-lib/aws-events'
import * as targets from 'aws-cdk-lib/aws-events-targets'
import { CfnPermission } from 'aws-cdk-lib/aws-lambda'
import type { Construct } from 'constructs'
import { capabilitiesOf, tableAccessOf } from '../functions/shared/http/route.ts'
import { breakerKey, dependenciesOf } from '../functions/shared/resilience/breaker/dependencies.ts'
import type { FunctionDefinition, Service } from '../functions/shared/service.ts'
import { BreakerAlarm } from './constructs/breaker-alarm.ts'
import { grantCapabilities } from './constructs/capabilities.ts'
import { Endpoint } from './constructs/endpoint.ts'
import { MetricAlarm } from './constructs/metric-alarm.ts'
import { NodeFunction } from './constructs/node-function.ts'
import { PaymentProviderParameters } from './constructs/payment-provider-parameters.ts'
import { Relay } from './constructs/relay.ts'
import { SearchCollection } from './constructs/search-collection.ts'
import { ServiceBucket } from './constructs/service-bucket.ts'
import { ServiceTable } from './constructs/service-table.ts'
import { Subscription } from './constructs/subscription.ts'
import { WorkQueue } from './constructs/work-queue.ts'
import { functionAliasArn, names } from './names.ts'
import { pascalCase } from './pascal-case.ts'
import type { PlatformStack } from './platform-stack.ts'
import type { StageSettings } from './settings.ts'

export interface ServiceStackProps extends StackProps {
  readonly settings: StageSettings
  readonly platform: PlatformStack
  readonly service: Service
  /** Of the service that has the authorizer; absent for that service itself. */
  readonly authorizerId?: string | undefined
  readonly bundles: string
}

/** Everything of one service, derived from its `service.ts`. */
export class ServiceStack extends Stack {
  /** The gateway's authorizer, in the stack of the service that declares it. */
  readonly authorizerId: string | undefined
  readonly #props: ServiceStackProps
  readonly #table: ServiceTable | undefined
  readonly #bucket: ServiceBucket | undefined
  readonly #queues = new Map<string, WorkQueue>()
  readonly #functions: [NodeFunction, FunctionDefinition][] = []
  readonly #dependencies = new Set<string>()
  #collection: SearchCollection | undefined
  #carrier: CfnParameter | undefined
  #timeZone: CfnParameter | undefined
  #paymentProvider: PaymentProviderParameters | undefined

  constructor(scope: Construct, id: string, props: ServiceStackProps) {
    super(scope, id, props)
    this.#props = props
    const { service, settings } = props
    this.#table =
      service.table && new ServiceTable(this, 'Data', { settings, service: service.name, definition: service.table })
    this.#bucket = service.bucket && new ServiceBucket(this, 'Files', { settings, definition: service.bucket })
    this.authorizerId = service.authorizer ? this.#addAuthorizer(service.authorizer) : props.authorizerId
    this.#addWorkers()
    this.#addRoutes()
    for (const step of this.#present(service.steps)) this.#function(`steps/${step.name}`, step)
    for (const { contract, ...internal } of this.#present(
      service.internal?.map((each) => ({ ...each, name: each.contract.name })),
    )) {
      this.#function(`internal/${contract.name}`, { ...internal, name: contract.name })
    }
    this.#addSubscribers()
    this.#addSchedules()
    this.#grantQueues()
    if (this.#table) {
      for (const dependency of this.#dependencies) {
        new BreakerAlarm(this, { settings, service: service.name, dependency })
      }
      const relay = this.#function('relay', { name: 'relay', table: 'none', timeoutSeconds: 30 })
      const { bus } = props.platform
      new Relay(this, 'Outbox', { settings, service: service.name, table: this.#table, bus, function: relay })
    }
  }

  #present<Definition extends FunctionDefinition>(definitions: readonly Definition[] = []): Definition[] {
    return definitions.filter(({ onlyIn }) => !onlyIn || onlyIn.some((stage) => stage === this.#props.settings.stage))
  }

  #function(path: string, definition: FunctionDefinition): NodeFunction {
    const { settings, service, platform, bundles } = this.#props
    const { timeoutSeconds, memoryMb } = definition
    const fn = new NodeFunction(this, pascalCase(path), {
      settings,
      service: service.name,
      path,
      timeoutSeconds,
      memoryMb,
      bundles,
    })
    this.#table?.grant(fn, definition.table)
    this.#grantBreakers(fn, definition)
    if (definition.objects) this.#bucketOf(definition).grant(fn, definition.objects)
    for (const callee of definition.calls ?? []) {
      const arn = functionAliasArn(this, settings, callee.service, `internal-${callee.name}`)
      const name = `FUNCTION_${callee.service}_${callee.name}`.toUpperCase().replaceAll('-', '_')
      fn.allow(['lambda:InvokeFunction'], [arn], { [name]: arn })
    }
    grantCapabilities(fn, definition.uses ?? [], {
      definition,
      settings,
      platform,
      shippingCarrier: () => this.#shippingCarrier(),
      searchCollection: () => this.#searchCollection(),
      shopTimeZone: () => this.#shopTimeZone(),
      paymentProvider: () => {
        this.#paymentProvider ??= new PaymentProviderParameters(this, settings)
        return this.#paymentProvider
      },
    })
    this.#functions.push([fn, definition])
    return fn
  }

  /** What its breakers are shared through. */
  #grantBreakers(fn: NodeFunction, definition: FunctionDefinition): void {
    const dependencies = dependenciesOf(definition)
    for (const dependency of dependencies) this.#dependencies.add(dependency)
    if (dependencies.length > 0 && definition.table !== 'write')
      this.#table?.grantItems(fn, dependencies.map(breakerKey))
  }

  #bucketOf({ name }: FunctionDefinition): ServiceBucket {
    if (!this.#bucket)
      throw new Error(`${this.#props.service.name}/${name} uses objects, but its service has no bucket`)
    return this.#bucket
  }

  /** After all queues exist: a worker may hand work to itself. */
  #grantQueues(): void {
    for (const [fn, { name, enqueues = [] }] of this.#functions) {
      for (const worker of enqueues) {
        const queue = this.#queues.get(worker)?.queue
        if (!queue)
          throw new Error(`${this.#props.service.name}/${name} enqueues "${worker}", which is no worker of its service`)
        const variable = `QUEUE_${worker}`.toUpperCase().replaceAll('-', '_')
        fn.allow(['sqs:SendMessage'], [queue.queueArn], { [variable]: queue.queueUrl })
      }
    }
  }

  /** Made for the first function that asks for it: a stage with the embedded engine has none. */
  #searchCollection(): SearchCollection {
    this.#collection ??= new SearchCollection(this, 'Search', { settings: this.#props.settings })
    return this.#collection
  }

  #shippingCarrier(): string {
    this.#carrier ??= new CfnParameter(this, 'ShippingCarrier', {
      description: '"manual": staff set SHIPPED and DELIVERED. "simulator": the simulated carrier does.',
      default: 'manual',
      allowedValues: ['manual', 'simulator'],
    })
    return this.#carrier.valueAsString
  }

  #shopTimeZone(): string {
    this.#timeZone ??= new CfnParameter(this, 'ShopTimeZone', {
      description: 'IANA name of the time zone by which the days of coupons begin and end',
      default: this.#props.settings.shopTimeZone,
    })
    return this.#timeZone.valueAsString
  }

  #addRoutes(): void {
    const { service, platform } = this.#props
    const api = service.api === 'simulators' ? platform.simulatorsApi! : platform.api
    for (const route of this.#present(service.routes)) {
      new Endpoint(this, `${pascalCase(route.name)}Endpoint`, {
        api,
        function: this.#function(route.name, { ...route, table: tableAccessOf(route), uses: capabilitiesOf(route) }),
        routeKey: `${route.method} ${route.path}`,
        authorizerId: route.access === 'public' ? undefined : this.authorizerId,
      })
    }
    if (service.fallback) {
      new Endpoint(this, 'FallbackEndpoint', {
        api,
        function: this.#function(service.fallback.name, service.fallback),
        routeKey: '$default',
      })
    }
  }

  /** No identity source and no cache: see docs/decisions/0003-authorizer-never-refuses.md. */
  #addAuthorizer(definition: FunctionDefinition): string {
    const { api } = this.#props.platform
    const fn = this.#function(definition.name, definition)
    const authorizer = new CfnAuthorizer(this, 'TokenAuthorizer', {
      apiId: api.apiId,
      name: 'tokens-and-api-keys',
      authorizerType: 'REQUEST',
      authorizerUri: `arn:${this.partition}:apigateway:${this.region}:lambda:path/2015-03-31/functions/${fn.alias.functionArn}/invocations`,
      authorizerPayloadFormatVersion: '2.0',
      enableSimpleResponses: true,
      authorizerResultTtlInSeconds: 0,
    })
    new CfnPermission(this, 'TokenAuthorizerPermission', {
      action: 'lambda:InvokeFunction',
      functionName: fn.alias.functionArn,
      principal: 'apigateway.amazonaws.com',
      sourceArn: this.formatArn({
        service: 'execute-api',
        resource: api.apiId,
        resourceName: `authorizers/${authorizer.ref}`,
      }),
    })
    return authorizer.ref
  }

  #addWorkers(): void {
    for (const definition of this.#present(this.#props.service.workers)) {
      const work = new WorkQueue(this, `${pascalCase(definition.name)}Work`, {
        name: names.queue(this.#props.settings, this.#props.service.name, `workers-${definition.name}`),
        function: this.#function(`workers/${definition.name}`, definition),
        batchSize: definition.batchSize,
        impact: `Work of ${this.#props.service.name}/${definition.name} was given up: what customers asked for is not done.`,
      })
      this.#queues.set(definition.name, work)
    }
  }

  #addSubscribers(): void {
    const { settings, service, platform } = this.#props
    for (const definition of this.#present(service.subscribers)) {
      new Subscription(this, `${pascalCase(definition.name)}Subscription`, {
        settings,
        bus: platform.bus,
        service: service.name,
        definition,
        function: this.#function(`on/${definition.name}`, definition),
      })
    }
  }

  #addSchedules(): void {
    for (const definition of this.#present(this.#props.service.schedules)) {
      const fn = this.#function(`schedules/${definition.name}`, definition)
      new events.Rule(this, `${pascalCase(definition.name)}Schedule`, {
        schedule: events.Schedule.rate(Duration.minutes(definition.everyMinutes)),
        targets: [new targets.LambdaFunction(fn.alias)],
      })
      if (definition.alarm) {
        const { settings, service } = this.#props
        new MetricAlarm(this, `${pascalCase(definition.name)}Alarm`, {
          settings,
          service: service.name,
          ...definition.alarm,
        })
      }
    }
  }
}
