import { notFound } from '../../shared/errors.ts'
import { endpoint } from '../../shared/http/endpoint.ts'
import { getRebuild as readRebuild } from '../table.ts'
import { getRebuild } from './route.ts'

export const handler = endpoint(getRebuild, async () => {
  const rebuild = await readRebuild()
  if (!rebuild) throw notFound('rebuild')
  const { id, status, products, startedAt, finishedAt } = rebuild
  return { rebuild: { id, status, products, startedAt, ...(finishedAt ? { finishedAt } : {}) } }
})
