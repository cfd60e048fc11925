import { type ProblemCode, problemCodes } from '../../contracts/problem-codes.ts'

export interface FieldError {
  /** Where: `body.lines[0].quantity`, `query.limit`, or the sku of an order line. */
  readonly path: string
  readonly message: string
}

/** An error that a client may see. Anything else that is thrown becomes a 500 without its text. */
export class Problem extends Error {
  readonly code: ProblemCode
  readonly status: number
  readonly title: string
  readonly errors: readonly FieldError[] | undefined
  readonly headers: Readonly<Record<string, string>>

  constructor(
    code: ProblemCode,
    detail: string,
    more: { errors?: readonly FieldError[]; headers?: Record<string, string>; cause?: unknown } = {},
  ) {
    super(detail, { cause: more.cause })
    // Step Functions matches `ErrorEquals` against the name.
    this.name = code
    this.code = code
    this.status = problemCodes[code].status
    this.title = problemCodes[code].title
    this.errors = more.errors
    this.headers = more.headers ?? {}
  }
}

export const notFound = (what: string) => new Problem('NOT_FOUND', `There is no such ${what}.`)
/** A 401 must name a scheme (RFC 9110, 11.6.1); callbacks are signed. */
export const invalidSignature = (detail: string) =>
  new Problem('INVALID_SIGNATURE', detail, { headers: { 'www-authenticate': 'Signature realm="tradewind"' } })
export const forbidden = (why: string) => new Problem('FORBIDDEN', why)

/**
 * A business outcome that a saga step reports by throwing: Step Functions sees `name` as the error.
 * Not a fault: the state machine must not retry it.
 */
export class StepFailure extends Error {
  constructor(name: string, detail: string) {
    super(detail)
    this.name = name
  }
}
