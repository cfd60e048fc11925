/** The vocabulary of a service's table of contents. Data only: stacks, tests and documents read it. */
import type * as z from 'zod/mini'
import type { EventDefinition } from '../../contracts/event.ts'
import type { InternalFunction } from '../../contracts/internal-function.ts'
import type { Route } from './http/route.ts'

/** Of all metrics of the shop's own. */
export const METRICS_NAMESPACE = 'Tradewind'

/** Access to the service's own table. */
export type TableAccess = 'none' | 'read' | 'write'

/** Access to the files in the service's own bucket. */
export type ObjectAccess = 'read' | 'write'

/** Something outside the own table that a function may use; stacks map each to one grant with its environment names. */
export type Capability =
  /** SIGNING_KEY_ID; kms:Sign and kms:GetPublicKey */
  | 'sign-tokens'
  /** SIGNING_KEY_ID; kms:GetPublicKey */
  | 'verify-tokens'
  /** MAIL_FROM; ses:SendEmail */
  | 'send-email'
  /** STAFF_EMAIL, STAFF_LOCALE: where staff is told */
  | 'staff-address'
  /** sns:Publish to telephone numbers */
  | 'send-sms'
  /** CHECKOUT_STATE_MACHINE_ARN; states:StartExecution */
  | 'start-checkout'
  /** states:SendTaskSuccess and SendTaskFailure */
  | 'resume-checkout'
  /** ERASURE_STATE_MACHINE_ARN; states:StartExecution */
  | 'start-erasure'
  /** LOCAL_CONSOLE_URL of the local cloud; in the local stage only */
  | 'local-console'
  /** PAYMENT_PROVIDER, PAYMENT_PROVIDER_URL (simulator), STRIPE_API_URL, PAYMENT_RETURN_URL, PAYMENT_API_KEY_SECRET, PAYMENT_WEBHOOK_SECRET (ARNs of secrets), PUBLIC_API_URL */
  | 'payment-provider'
  /** SHIPPING_CARRIER, CARRIER_URL, CARRIER_SECRET (ARN of a secret), PUBLIC_API_URL */
  | 'carrier'
  /** SHOP_TIME_ZONE, an IANA name, and SHOP_CURRENCY */
  | 'shop-settings'
  /** SEARCH_ENGINE and, for OpenSearch, SEARCH_ENDPOINT; aoss:APIAccessAll on the collection */
  | 'search-engine'
  /** For the simulators only: the secrets of both sides. PAYMENT_API_KEY_SECRET, PAYMENT_WEBHOOK_SECRET, CARRIER_SECRET */
  | 'provider-secrets'
  /** CURSOR_KEY_SECRET (ARN of a secret). A route whose query takes a cursor has it without saying so. */
  | 'sign-cursors'
  /** API_KEY_REQUESTS_PER_MINUTE */
  | 'limit-api-keys'
  /** RATE_LIMIT, `requests/seconds`. A route with a `rateLimit` has it without saying so. */
  | 'limit-rate'

/** What every kind of function declares. */
export interface FunctionDefinition {
  /** Its folder's name. */
  readonly name: string
  readonly table: TableAccess
  /** Absent: it has nothing to do with the service's bucket. */
  readonly objects?: ObjectAccess
  readonly emits?: readonly EventDefinition[]
  readonly calls?: readonly InternalFunction[]
  readonly uses?: readonly Capability[]
  /** Names of the own service's workers that it hands work to by `enqueue`. */
  readonly enqueues?: readonly string[]
  /** Exists in these stages only. Absent: in all. */
  readonly onlyIn?: readonly ('local' | 'dev')[]
  /** Seconds; a stage default otherwise. */
  readonly timeoutSeconds?: number
  /** MiB; a stage default otherwise. */
  readonly memoryMb?: number
}

/** A Step Functions task. `failures` are business outcomes by error name, never retried. */
export interface StepDefinition<Input extends z.ZodMiniType = z.ZodMiniType> extends FunctionDefinition {
  readonly input: Input
  readonly failures?: readonly string[]
}

/** A function behind a queue that events of the bus are put into. */
export interface SubscriberDefinition extends FunctionDefinition {
  readonly events: readonly EventDefinition[]
  /** Messages a batch, 1–10; with a batching window up to 10,000. */
  readonly batchSize?: number
  /** Seconds that Lambda gathers messages for a batch, 0–300: fewer and fuller invocations where nobody waits for them. */
  readonly batchingWindowSeconds?: number
  /** Seconds that its queue keeps every event back, 0–900. */
  readonly delaySeconds?: number
}

/** An internal function as its own service declares it. */
export interface InternalDefinition extends Omit<FunctionDefinition, 'name'> {
  readonly contract: InternalFunction
}

/** A function behind a queue of its own service: work that may be late, delayed or repeated. */
export interface WorkerDefinition<Body extends z.ZodMiniType = z.ZodMiniType> extends FunctionDefinition {
  readonly body: Body
  /** Messages a batch, 1–10. */
  readonly batchSize?: number
}

/** A function on a timer. */
export interface ScheduleDefinition extends FunctionDefinition {
  /** Minutes between runs. */
  readonly everyMinutes: number
  /** Fires when its run, or another function of the service, counts more than none of the metric (`countMetric`). */
  readonly alarm?: {
    readonly metric: string
    /** What that costs the customer, in one sentence. */
    readonly impact: string
    readonly runbookHeading: string
  }
}

export interface TableDefinition {
  /** Keys are always `pk` and `sk`; each index has `<name>pk` and `<name>sk`. */
  readonly indexes: readonly ('gsi1' | 'gsi2' | 'gsi3')[]
}

/** A bucket for what is too large for a table, such as a search index. Overwritten and deleted files can be brought back for a while. */
export interface BucketDefinition {
  /** Days that a replaced or deleted file stays as a noncurrent version. */
  readonly keepReplacedDays: number
}

export interface Service {
  readonly name: string
  readonly description: string
  readonly table?: TableDefinition
  readonly bucket?: BucketDefinition
  readonly routes: readonly Route[]
  readonly steps?: readonly StepDefinition[]
  readonly subscribers?: readonly SubscriberDefinition[]
  readonly internal?: readonly InternalDefinition[]
  readonly workers?: readonly WorkerDefinition[]
  readonly schedules?: readonly ScheduleDefinition[]
  /** Which HTTP API its routes belong to; `simulators` is an outside world of its own, in local and dev stages only. */
  readonly api?: 'shop' | 'simulators'
  /** The gateway's Lambda authorizer: one service has it. */
  readonly authorizer?: FunctionDefinition
  /** Answers what no route matches, as the HTTP API's `$default`: one service has it. */
  readonly fallback?: FunctionDefinition
}

export const defineStep = <Input extends z.ZodMiniType>(step: StepDefinition<Input>) => step
export const defineSubscriber = <const Definition extends SubscriberDefinition>(subscriber: Definition) => subscriber
export const defineWorker = <Body extends z.ZodMiniType>(worker: WorkerDefinition<Body>) => worker
export const defineSchedule = (schedule: ScheduleDefinition) => schedule
