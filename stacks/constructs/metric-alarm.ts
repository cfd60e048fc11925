import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch'
import { Construct } from 'constructs'
import { METRICS_NAMESPACE } from '../../functions/shared/service.ts'
import type { StageSettings } from '../settings.ts'
import { RUNBOOK } from './queue-alarm.ts'

export interface MetricAlarmProps {
  readonly settings: StageSettings
  readonly service: string
  readonly metric: string
  readonly impact: string
  readonly runbookHeading: string
}

/** Fires as soon as a function counts one of what the metric counts. */
export class MetricAlarm extends Construct {
  constructor(scope: Construct, id: string, props: MetricAlarmProps) {
    super(scope, id)
    new cloudwatch.Alarm(this, 'Alarm', {
      alarmDescription: `${props.impact} Runbook: ${RUNBOOK}#${props.runbookHeading}`,
      metric: new cloudwatch.Metric({
        namespace: METRICS_NAMESPACE,
        metricName: props.metric,
        dimensionsMap: { stage: props.settings.stage, service: props.service },
        statistic: 'Maximum',
      }),
      threshold: 0,
      comparisonOperator: cloudwatch.ComparisonOperator.GREATER_THAN_THRESHOLD,
      evaluationPeriods: 1,
      treatMissingData: cloudwatch.TreatMissingData.NOT_BREACHING,
    })
  }
}
