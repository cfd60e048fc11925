/** Where stream mappings read from. DynamoDB implements it; Lambda only consumes. */

/** A DynamoDB stream record as a function receives it. */
export interface StreamRecord {
  readonly eventID: string
  readonly eventName: 'INSERT' | 'MODIFY' | 'REMOVE'
  readonly eventSource: string
  readonly eventSourceARN: string
  readonly awsRegion: string
  readonly userIdentity?: { readonly principalId: string; readonly type: string }
  readonly dynamodb: {
    /** Epoch seconds. */
    readonly ApproximateCreationDateTime: number
    readonly Keys: Readonly<Record<string, unknown>>
    readonly SequenceNumber: string
    readonly SizeBytes: number
    readonly StreamViewType: string
  }
}

export interface StreamBatch {
  readonly records: readonly StreamRecord[]
  /** Opaque; pass it to the next read. */
  readonly position: string
}

export interface StreamSource {
  /** Reads in order after the position; without one from the start of the stream. */
  read(streamArn: string, position: string | undefined, limit: number): Promise<StreamBatch>
  /** The position after the newest record. */
  latest(streamArn: string): Promise<string>
  /** Registers a consumer; calls back after each write to the table. */
  onWrite(streamArn: string, consumer: string, wake: () => void): void
  /** Everything up to the position has been handled by this consumer and may be trimmed. */
  consumed(streamArn: string, consumer: string, position: string): void
}
