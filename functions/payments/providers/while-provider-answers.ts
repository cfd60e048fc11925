import { Problem } from '../../shared/errors.ts'
import { type Admission, BreakerOpen } from '../../shared/resilience/breaker/breaker.ts'
import { admitToProvider } from './index.ts'

/** Work with one call to the provider in it. @throws {Problem} PROVIDER_UNAVAILABLE, before the work began */
export async function whileProviderAnswers<Result>(work: (admission: Admission) => Promise<Result>): Promise<Result> {
  const admission = await admitToProvider().catch((error: unknown) => {
    if (!(error instanceof BreakerOpen)) throw error
    const detail = 'The payment provider does not answer. Nothing was charged. Your order waits: try again in a moment.'
    throw new Problem('PROVIDER_UNAVAILABLE', detail, { headers: { 'retry-after': String(error.retryAfter) } })
  })
  try {
    return await work(admission)
  } finally {
    await admission.giveBack()
  }
}
