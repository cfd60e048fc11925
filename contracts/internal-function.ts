import type * as z from 'zod/mini'

/** A function that one service publishes for others to invoke under IAM. `name` is its folder below `internal/`. */
export interface InternalFunction<
  Input extends z.ZodMiniType = z.ZodMiniType,
  Output extends z.ZodMiniType = z.ZodMiniType,
> {
  readonly service: string
  readonly name: string
  readonly input: Input
  readonly output: Output
  /** Milliseconds a caller waits for the answer. */
  readonly timeoutMs: number
}

export function defineInternal<Input extends z.ZodMiniType, Output extends z.ZodMiniType>(
  definition: InternalFunction<Input, Output>,
): InternalFunction<Input, Output> {
  return definition
}
