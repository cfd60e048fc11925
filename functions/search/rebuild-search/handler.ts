import { endpoint } from '../../shared/http/endpoint.ts'
import { transact } from '../../shared/table.ts'
import { enqueue } from '../../shared/worker.ts'
import { type Rebuild, rebuildWrite } from '../table.ts'
import { rebuildPages } from '../workers/rebuild-pages/worker.ts'
import { rebuildSearch } from './route.ts'

export const handler = endpoint(rebuildSearch, async ({ idempotency }, deps) => {
  const rebuild: Rebuild = { id: deps.newId(), status: 'reading', products: 0, startedAt: deps.now.toISOString() }
  const answer = { rebuild }
  await enqueue(rebuildPages, { rebuild: rebuild.id }, 1)
  await transact([...(idempotency ? [idempotency.record({ status: 202, body: answer })] : []), rebuildWrite(rebuild)])
  return answer
})
