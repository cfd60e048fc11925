import { LambdaClient } from '@aws-sdk/client-lambda'
import { oneAttempt } from './limits.ts'

// One attempt: the caller's caller decides on retries, so that they happen at one layer only.
export const lambda = new LambdaClient(oneAttempt)
