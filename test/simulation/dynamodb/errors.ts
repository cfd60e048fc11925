/** An error as the SDK throws it: matched by name; the status tells whether the service took the request. */
export class AwsError extends Error {
  readonly $metadata: { readonly httpStatusCode: number | undefined }
  constructor(name: string, message: string, status: number | undefined = 400, more: object = {}) {
    super(message)
    this.name = name
    this.$metadata = { httpStatusCode: status }
    Object.assign(this, more)
  }
}

export interface CancellationReason {
  readonly Code: string
  readonly Message?: string
  /** As it came over the wire. */
  readonly Item?: unknown
}

export const cancelled = (reasons: readonly CancellationReason[]): AwsError =>
  new AwsError(
    'TransactionCanceledException',
    `Transaction cancelled, please refer cancellation reasons for specific reasons [${reasons.map(({ Code }) => Code).join(', ')}]`,
    400,
    { CancellationReasons: reasons },
  )

export const conditionFailed = (item: unknown): AwsError =>
  new AwsError('ConditionalCheckFailedException', 'The conditional request failed', 400, item ? { Item: item } : {})
