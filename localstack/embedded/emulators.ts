/** The AWS services of the local cloud, in the order of their start; they stop in the opposite order. */
import { dynamodb } from './dynamodb/index.ts'
import { eventbridge } from './eventbridge/index.ts'
import { type HttpApi, httpApi } from './http-api/index.ts'
import { type Iam, iam } from './iam/index.ts'
import { kms } from './kms/index.ts'
import { type LambdaEmulator, type LambdaOptions, lambda } from './lambda/index.ts'
import { logs } from './logs/index.ts'
import { s3 } from './s3/index.ts'
import { scheduler } from './scheduler/index.ts'
import { secretsManager } from './secretsmanager/index.ts'
import { ses } from './ses/index.ts'
import { sns } from './sns/index.ts'
import { sqs } from './sqs/index.ts'
import { ssm } from './ssm/index.ts'
import { stepFunctions } from './stepfunctions/index.ts'
import type { Emulator } from './types.ts'

export interface Emulators {
  readonly all: readonly Emulator[]
  readonly iam: Iam
  readonly lambda: LambdaEmulator
  readonly httpApi: HttpApi
}

export function createEmulators(lambdaOptions: Omit<LambdaOptions, 'streams' | 'writeLog'>): Emulators {
  const log = logs()
  const access = iam()
  const tables = dynamodb()
  const functions = lambda({ ...lambdaOptions, streams: tables.streams, writeLog: log.write })
  const gateway = httpApi({ writeLog: log.write })
  return {
    all: [
      access,
      log,
      tables,
      s3(),
      kms(),
      secretsManager(),
      ssm(),
      functions,
      ses(),
      sns(),
      sqs(),
      eventbridge(),
      scheduler(),
      stepFunctions(),
      gateway,
    ],
    iam: access,
    lambda: functions,
    httpApi: gateway,
  }
}
