import type { Api } from '../../bin/lib/api.ts'
import type { FaultInput } from '../../localstack/embedded/faults/fault.ts'

/** Switches a fault of the local cloud on; call what it answers to switch it off. Use a shop of your own. */
export async function switchOn(api: Api, fault: FaultInput): Promise<() => Promise<void>> {
  const { fault: on } = await api.call('POST', '/_local/api/faults', fault)
  return () => api.call('DELETE', `/_local/api/faults/${on.id}`)
}
