import { logger } from '../../../shared/observability/logger.ts'
import { enqueue } from '../../../shared/worker.ts'
import { hasChanges, requestBuild } from '../../table.ts'
import { buildIndex } from '../../workers/build-index/worker.ts'

// A build more than needed finds nothing to do, so it does not matter that one may just be under way.
export const handler = async (): Promise<void> => {
  if (!(await hasChanges())) return
  const seconds = await requestBuild(new Date())
  if (seconds === undefined) return
  logger.warn('changed products waited for a build')
  await enqueue(buildIndex, {}, seconds)
}
