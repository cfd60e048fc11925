import { issueResetCode } from '../../../../contracts/internal/issue-reset-code.ts'
import type { InternalDefinition } from '../../../shared/service.ts'

export const issueResetCodeDefinition: InternalDefinition = { contract: issueResetCode, table: 'write' }
