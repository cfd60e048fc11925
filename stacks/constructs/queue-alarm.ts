import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch'
import type * as sqs from 'aws-cdk-lib/aws-sqs'
import { Construct } from 'constructs'

export const RUNBOOK = 'docs/runbook.md'

/** Fires as soon as a message lies in a dead-letter queue. */
export class QueueAlarm extends Construct {
  constructor(scope: Construct, id: string, props: { deadLetterQueue: sqs.Queue; impact: string }) {
    super(scope, id)
    new cloudwatch.Alarm(this, 'DeadLettersAlarm', {
      alarmDescription: `${props.impact} Runbook: ${RUNBOOK}#dead-letters`,
      metric: props.deadLetterQueue.metricApproximateNumberOfMessagesVisible({ statistic: 'Maximum' }),
      threshold: 0,
      comparisonOperator: cloudwatch.ComparisonOperator.GREATER_THAN_THRESHOLD,
      evaluationPeriods: 1,
      treatMissingData: cloudwatch.TreatMissingData.NOT_BREACHING,
    })
  }
}
