import type { FunctionDefinition } from '../../shared/service.ts'

/** The gateway's Lambda authorizer: tells the endpoints who calls. */
export const authorizer: FunctionDefinition = {
  name: 'authorizer',
  table: 'write',
  uses: ['verify-tokens', 'limit-api-keys'],
}
