/** The seams of the local cloud. Each emulated AWS service is one `Emulator`; they meet only through `Cloud`. */
import type { Store } from './store.ts'
import type { Urgency } from './urgency.ts'

/** One CloudFormation resource of the assembly, its intrinsics already resolved. */
export interface Resource {
  readonly stack: string
  readonly logicalId: string
  readonly type: string
  /** What `Ref` gives. */
  readonly physicalId: string
  readonly arn: string
  readonly properties: Readonly<Record<string, unknown>>
  readonly metadata: Readonly<Record<string, unknown>>
}

/** How an emulator supports one CloudFormation type. A property outside both lists stops the start with a clear error. */
export interface ResourceSupport {
  /** Top-level property names whose behaviour is emulated. */
  readonly honoured: readonly string[]
  /** Top-level property names that change nothing a local run can see, each with the reason. */
  readonly ignored?: Readonly<Record<string, string>>
  /** Physical id, ARN and `Fn::GetAtt` attributes; called before properties are resolved, so names may come from `raw` only when literal. */
  identify(context: IdentifyContext): Identity
}

export interface IdentifyContext {
  readonly stack: string
  readonly logicalId: string
  readonly region: string
  readonly accountId: string
  /** http://127.0.0.1:<port> of the AWS endpoint. */
  readonly endpoint: string
  /** The property's value with intrinsics resolved, or undefined when absent. */
  property(name: string): unknown
  /** A stable name made of stack and logical id, for resources without an explicit one. */
  readonly generatedName: string
}

export interface Identity {
  readonly physicalId: string
  readonly arn: string
  readonly attributes?: Readonly<Record<string, string>>
}

/** Who makes a call: a role (a function's, a state machine's) or an AWS service acting for a source resource. */
export type Principal =
  | { readonly kind: 'role'; readonly roleArn: string; readonly label: string }
  | { readonly kind: 'service'; readonly service: string; readonly sourceArn?: string }
  /** The operator of this machine: tools that use the endpoint with the root credentials. Allowed everything. */
  | { readonly kind: 'root' }

/** One call that arrived at the AWS endpoint over a wire protocol. */
export interface AwsCall {
  readonly operation: string
  /** Parsed JSON body (parsed when first read), or for the Query protocol the nested object built from the form fields. */
  readonly input: Record<string, unknown>
  readonly rawBody: Buffer
  readonly headers: Readonly<Record<string, string>>
  readonly path: string
  readonly query: URLSearchParams
  readonly principal: Principal
  /** Aborted when the caller has gone before the answer. */
  readonly signal?: AbortSignal
}

/** Answer of an emulator. `body` is JSON for JSON protocols and an XML result object for the Query protocol; a Buffer or stream goes out as it is. */
export interface AwsAnswer {
  readonly status?: number
  readonly headers?: Readonly<Record<string, string>>
  readonly body: unknown
}

/** An error that the AWS SDK turns into a typed exception named `code`. */
export class AwsError extends Error {
  readonly code: string
  readonly status: number
  readonly fields: Record<string, unknown>
  constructor(code: string, message: string, status = 400, fields: Record<string, unknown> = {}) {
    super(message)
    this.name = code
    this.code = code
    this.status = status
    this.fields = fields
  }
}

/**
 * How a service speaks: `json` by X-Amz-Target prefix, `query` by form Action + Version, `rest` by path, `rest-xml` by
 * the service that the request is signed for, where any path may be a name of the customer's.
 */
export type WireProtocol =
  | { readonly kind: 'json'; readonly targetPrefix: string | readonly string[]; readonly contentType: string }
  | { readonly kind: 'query'; readonly version: string; readonly namespace: string }
  | { readonly kind: 'rest'; match(method: string, path: string): string | undefined }
  | { readonly kind: 'rest-xml'; readonly signingName: string; operationOf(request: RestRequest): string }

export interface RestRequest {
  readonly method: string
  /** As sent, percent-encoded. */
  readonly path: string
  readonly query: URLSearchParams
  readonly headers: Readonly<Record<string, string>>
}

export interface Emulator {
  readonly name: string
  readonly resources?: Readonly<Record<string, ResourceSupport>>
  readonly protocol?: WireProtocol
  /** Called once, before any `start`, with the graph complete. Create durable things here. */
  prepare?(cloud: Cloud): Promise<void>
  /** Begin pumping (pollers, timers). Every emulator is prepared by then. */
  start?(): Promise<void>
  stop?(): Promise<void>
  /** Answers one call on the wire. Must authorise by `cloud.authorize` unless it cannot name the resource. */
  handle?(call: AwsCall): Promise<AwsAnswer>
  /** Takes a payload for a resource of this service (EventBridge target, DLQ, on-failure destination, SNS subscription). */
  deliver?(delivery: Delivery): Promise<void>
  /**
   * Drops what it keeps only for people to look at: whatever is tagged with this subject (a person's id, say), and what
   * could hold something of anybody. Deleted data leaves the files.
   */
  forget?(subject: string): Promise<void> | void
  /** Named JSON views for the console under /_local/api/<name>. */
  readonly views?: Readonly<Record<string, View>>
}

/** A payload that one AWS service hands to another on the customer's behalf. */
export interface Delivery {
  readonly targetArn: string
  readonly payload: unknown
  readonly principal: Principal
  /** Target specific settings, such as `MessageGroupId`, as in the template. */
  readonly settings?: Readonly<Record<string, unknown>>
}

/** A console view: GET /_local/api/<name>[/<rest>]?query → JSON. Return undefined for 404. */
export type View = (request: { rest: string[]; query: URLSearchParams }) => Promise<unknown> | unknown

export interface InvokeResult {
  readonly ok: boolean
  /** The function's return value, or the Lambda error object `{errorType, errorMessage, trace?}` when not ok. */
  readonly payload: unknown
  /** Present when not ok: `Unhandled`, as Lambda's X-Amz-Function-Error; `TooManyRequests` where throttled. */
  readonly functionError?: string
  readonly requestId: string
  readonly durationMs: number
  /** How long the invocation waited for a processor, not for its turn; absent when it did not begin. */
  readonly lateMs?: number
  /** How long those that nobody waits for wait for a processor, milliseconds. */
  readonly backgroundWaitMs?: number
}

export interface InvokeOptions {
  readonly principal: Principal
  /** Shown with the invocation in the console: `http GET /api/cart`, `sqs <queue>`, `states <execution>/<state>`. */
  readonly source: string
  readonly traceId?: string
  /** Somebody waits for the answer: refused as throttled rather than kept waiting too long, not begun once they have gone. */
  readonly waiter?: AbortSignal
  /** Aborted when whoever sent it has taken it back: then it is not begun. Unlike a waiter it makes nothing urgent. */
  readonly withdrawn?: AbortSignal
  /** How long the waiter is kept waiting while the machine is overloaded; `write` otherwise. */
  readonly urgency?: Urgency
}

/** Request values for policy conditions by condition key, such as `aws:SourceArn` or `dynamodb:LeadingKeys`. */
export type ConditionContext = Readonly<Record<string, string | readonly string[]>>

export interface Log {
  info(message: string): void
  warn(message: string): void
  error(message: string, cause?: unknown): void
}

export interface Cloud {
  readonly region: string
  readonly accountId: string
  /** http://127.0.0.1:<port> of the AWS endpoint. */
  readonly endpoint: string
  /** Durable state of the emulators. In memory when ephemeral. */
  readonly store: Store
  readonly dataFolder: string
  readonly ephemeral: boolean
  readonly log: Log
  resources(type: string): Resource[]
  /** By ARN or physical id; for a function also by version or alias ARN. */
  find(arnOrId: string): Resource | undefined
  invoke(functionArn: string, payload: unknown, options: InvokeOptions): Promise<InvokeResult>
  /** Routes to the emulator that owns the target's ARN service. Authorises the principal. Rejects when refused. */
  deliver(delivery: Delivery): Promise<void>
  /** Throws AccessDeniedException unless an identity or resource policy allows it and none denies it. */
  authorize(principal: Principal, action: string, resourceArn: string, context?: ConditionContext): void
  /** Folder or file of the assembly's asset that deploys under this object key, or undefined. */
  assetPath(objectKey: string): string | undefined
  /** Credentials for a role, as the environment variables AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY, AWS_SESSION_TOKEN. */
  credentialsFor(roleArn: string, label: string): Record<string, string>
}
