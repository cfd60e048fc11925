import { env } from '../env.ts'
import { METRICS_NAMESPACE } from '../service.ts'

/**
 * Writes a count for CloudWatch as one line of the log, in its embedded format: no call, no permission.
 * @param dimensions beside the stage and the service
 */
export async function countMetric(name: string, count: number, dimensions: Record<string, string> = {}): Promise<void> {
  // Loaded when it is needed, which is hardly ever.
  const { Metrics, MetricUnit } = await import('@aws-lambda-powertools/metrics')
  const metric = new Metrics({ namespace: METRICS_NAMESPACE, serviceName: env.serviceName }).singleMetric()
  for (const [dimension, value] of Object.entries({ stage: env.stage, ...dimensions }))
    metric.addDimension(dimension, value)
  metric.addMetric(name, MetricUnit.Count, count)
}
