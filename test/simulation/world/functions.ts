/** Every function of the simulated services and how it is reached, found in the services' own `service.ts`. */
import { capabilitiesOf, type Route } from '../../../functions/shared/http/route.ts'
import type {
  FunctionDefinition,
  Service,
  SubscriberDefinition,
  WorkerDefinition,
} from '../../../functions/shared/service.ts'
import { stages } from '../../../stacks/settings.ts'

export interface SimulatedFunction {
  /** `orders/steps/close-order`: the folder below functions/. */
  readonly name: string
  readonly service: string
  readonly entry: string
  readonly timeoutMs: number
  readonly definition: FunctionDefinition
}

export interface Subscription {
  readonly queue: string
  readonly function: SimulatedFunction
  readonly definition: SubscriberDefinition
}

export interface Work {
  readonly queue: string
  readonly function: SimulatedFunction
  readonly definition: WorkerDefinition
}

export interface SimulatedRoute {
  readonly function: SimulatedFunction
  readonly route: Route
  readonly api: 'shop' | 'simulators'
  /** Of the path. */
  readonly parts: readonly string[]
}

const settings = stages.local
/** A constant of stacks/constructs: the relay's own. */
const RELAY_SECONDS = 30

/** What the simulation runs of the shop. The rest of it neither moves goods nor money. */
export const simulatedServices = [
  'orders',
  'inventory',
  'payments',
  'shipping',
  'notifications',
  'simulators',
  'catalog',
  'users',
  'carts',
] as const

/** Whose subscribers listen. What the others keep is for display: stock in listings, emptied carts, erasure. */
const listening: readonly string[] = ['orders', 'inventory', 'payments', 'shipping', 'notifications']

export class Functions {
  readonly byName = new Map<string, SimulatedFunction>()
  readonly services: readonly Service[]
  readonly subscriptions: readonly Subscription[]
  readonly workers: readonly Work[]
  readonly schedules: readonly { readonly function: SimulatedFunction; readonly everyMinutes: number }[]
  readonly routes: readonly SimulatedRoute[]

  constructor(allServices: readonly Service[]) {
    this.services = allServices.filter(({ name }) => (simulatedServices as readonly string[]).includes(name))
    for (const service of this.services) for (const each of functionsOf(service)) this.byName.set(each.name, each)
    const open = this.services.filter(({ name }) => listening.includes(name))
    this.subscriptions = open.flatMap(({ name: service, subscribers = [] }) =>
      subscribers.map((definition) => {
        const name = `${service}/on/${definition.name}`
        return { queue: name, function: this.get(name), definition }
      }),
    )
    this.workers = this.services.flatMap(({ name: service, workers = [] }) =>
      workers.map((definition) => {
        const name = `${service}/workers/${definition.name}`
        return { queue: name, function: this.get(name), definition }
      }),
    )
    this.schedules = open.flatMap(({ name: service, schedules = [] }) =>
      schedules.map(({ name, everyMinutes }) => ({ function: this.get(`${service}/schedules/${name}`), everyMinutes })),
    )
    this.routes = this.services.flatMap(({ name: service, api = 'shop', routes }) =>
      routes.map((route) => ({
        function: this.get(`${service}/${route.name}`),
        route,
        api,
        parts: route.path.split('/'),
      })),
    )
  }

  get(name: string): SimulatedFunction {
    const found = this.byName.get(name)
    if (!found) throw new Error(`The simulation has no function ${name}`)
    return found
  }
}

function functionsOf(service: Service): SimulatedFunction[] {
  const of = (path: string, definition: FunctionDefinition): SimulatedFunction => ({
    name: `${service.name}/${path}`,
    service: service.name,
    entry: `functions/${service.name}/${path}/handler.ts`,
    timeoutMs: (definition.timeoutSeconds ?? settings.timeoutSeconds) * 1000,
    definition,
  })
  const internal = (service.internal ?? []).map(({ contract, ...rest }) => ({ ...rest, name: contract.name }))
  return [
    ...service.routes.map((route) => of(route.name, { ...route, uses: capabilitiesOf(route) })),
    ...(service.steps ?? []).map((step) => of(`steps/${step.name}`, step)),
    ...(service.subscribers ?? []).map((subscriber) => of(`on/${subscriber.name}`, subscriber)),
    ...(service.workers ?? []).map((worker) => of(`workers/${worker.name}`, worker)),
    ...(service.schedules ?? []).map((schedule) => of(`schedules/${schedule.name}`, schedule)),
    ...internal.map((each) => of(`internal/${each.name}`, each)),
    ...(service.table
      ? [
          {
            ...of('relay', { name: 'relay', table: 'none', timeoutSeconds: RELAY_SECONDS }),
            entry: 'functions/shared/relay/handler.ts',
          },
        ]
      : []),
  ]
}

const nameOf = (prefix: string, ...parts: string[]) => [prefix, ...parts].join('_').toUpperCase().replaceAll('-', '_')

/** The function's environment: what its definition asks for, no more where a wrong definition would show. */
export function variablesOf({ service, name, definition }: SimulatedFunction): Record<string, string> {
  return {
    STAGE: settings.stage,
    SERVICE_NAME: service,
    AWS_LAMBDA_FUNCTION_NAME: name,
    EVENT_BUS_NAME: 'bus',
    ...(definition.table === 'none' ? {} : { TABLE_NAME: service }),
    ...Object.fromEntries(
      (definition.calls ?? []).map((call) => [
        nameOf('FUNCTION', call.service, call.name),
        `${call.service}/internal/${call.name}`,
      ]),
    ),
    ...Object.fromEntries(
      (definition.enqueues ?? []).map((worker) => [nameOf('QUEUE', worker), `${service}/workers/${worker}`]),
    ),
    ...capabilityVariables,
  }
}

/** Hosts of the two HTTP APIs. */
export const hosts = { shop: 'https://shop.simulation', simulators: 'https://outside.simulation' } as const

const capabilityVariables = {
  CHECKOUT_STATE_MACHINE_ARN: 'checkout',
  ERASURE_STATE_MACHINE_ARN: 'erasure',
  PAYMENT_PROVIDER: 'simulator',
  PAYMENT_PROVIDER_URL: `${hosts.simulators}/payments`,
  STRIPE_API_URL: 'https://stripe.simulation',
  PAYMENT_RETURN_URL: settings.paymentReturnUrl,
  PAYMENT_API_KEY_SECRET: 'payment-api-key',
  PAYMENT_WEBHOOK_SECRET: 'payment-webhook',
  PUBLIC_API_URL: hosts.shop,
  SHIPPING_CARRIER: 'simulator',
  CARRIER_URL: `${hosts.simulators}/carrier`,
  CARRIER_SECRET: 'carrier',
  CURSOR_KEY_SECRET: 'cursor-key',
  MAIL_FROM: settings.mailFrom,
  STAFF_EMAIL: settings.staff.email,
  STAFF_LOCALE: settings.staff.locale,
  SHOP_TIME_ZONE: settings.shopTimeZone,
  SHOP_CURRENCY: settings.shopCurrency,
  SIGNING_KEY_ID: 'signing-key',
  API_KEY_REQUESTS_PER_MINUTE: '600',
}
