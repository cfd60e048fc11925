import { Duration } from 'aws-cdk-lib'
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch'
import { Construct } from 'constructs'
import { BREAKER_METRIC } from '../../functions/shared/resilience/breaker/dependencies.ts'
import { METRICS_NAMESPACE } from '../../functions/shared/service.ts'
import { pascalCase } from '../pascal-case.ts'
import type { StageSettings } from '../settings.ts'
import { RUNBOOK } from './queue-alarm.ts'

/** What an outage costs the customer, and where the runbook has it; of other services' functions it is one sentence. */
const impacts: Readonly<Record<string, { readonly impact: string; readonly heading: string }>> = {
  'payment-provider': {
    impact: 'Customers cannot pay and refunds wait: orders that are not paid in time are cancelled.',
    heading: 'payment-provider-down',
  },
  carrier: {
    impact: 'No parcel is booked: paid orders wait for their shipment and for their confirmation.',
    heading: 'carrier-down',
  },
  mail: { impact: 'Customers get no e-mail: confirmations and password codes wait.', heading: 'mail-or-sms-down' },
  sms: { impact: 'Customers get no text messages: news of their orders wait.', heading: 'mail-or-sms-down' },
}

/** Fires while a breaker is open. No data means that nobody called: it is as it was. */
export class BreakerAlarm extends Construct {
  constructor(scope: Construct, props: { settings: StageSettings; service: string; dependency: string }) {
    const { settings, service, dependency } = props
    super(scope, `${pascalCase(dependency.replace('/', '-'))}Breaker`)
    const { impact, heading } = impacts[dependency] ?? {
      impact: `What needs ${dependency} of ${service} is refused or late: customers are told to try again.`,
      heading: 'a-part-of-the-shop-does-not-answer',
    }
    new cloudwatch.Alarm(this, 'OpenAlarm', {
      alarmDescription: `${impact} Runbook: ${RUNBOOK}#${heading}`,
      metric: new cloudwatch.Metric({
        namespace: METRICS_NAMESPACE,
        metricName: BREAKER_METRIC,
        dimensionsMap: { stage: settings.stage, service, dependency },
        statistic: 'Maximum',
        period: Duration.minutes(1),
      }),
      threshold: 0,
      comparisonOperator: cloudwatch.ComparisonOperator.GREATER_THAN_THRESHOLD,
      evaluationPeriods: 1,
      treatMissingData: cloudwatch.TreatMissingData.IGNORE,
    })
  }
}
