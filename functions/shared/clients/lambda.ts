import { LambdaClient } from '@aws-sdk/client-lambda'

// One attempt: the caller's caller decides on retries, so that they happen at one layer only.
export const lambda = new LambdaClient({ maxAttempts: 1 })
