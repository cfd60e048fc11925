import { env } from '../env.ts'
import { METRICS_NAMESPACE } from '../service.ts'

/**
 * Writes a count for CloudWatch as one line of the log, in its embedded format: no call, no permission.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Embedded_Metric_Format_Specification.html
 */
export function countMetric(name: string, value: number): void {
  console.log(
    JSON.stringify({
      _aws: {
        Timestamp: Date.now(),
        CloudWatchMetrics: [
          {
            Namespace: METRICS_NAMESPACE,
            Dimensions: [['stage', 'service']],
            Metrics: [{ Name: name, Unit: 'Count' }],
          },
        ],
      },
      stage: env.stage,
      service: env.serviceName,
      [name]: value,
    }),
  )
}
