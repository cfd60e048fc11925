import { SESClient, SendEmailCommand } from '@aws-sdk/client-ses'
import { PublishCommand, SNSClient } from '@aws-sdk/client-sns'
import { env } from '../shared/env.ts'
import type { Email } from './domain/render.ts'

// One attempt: the SDK repeats a call whose answer was lost, and that is a second message. The queue repeats, under a claim.
const ses = new SESClient({ maxAttempts: 1 })
const sns = new SNSClient({ maxAttempts: 1 })

/** Well below the claim's lease: a call without an answer must not use up the time of the batch's other messages. */
const inTime = () => ({ abortSignal: AbortSignal.timeout(5000) })

const utf8 = (text: string) => ({ Data: text, Charset: 'UTF-8' })

export async function sendEmail(to: string, { subject, text, html }: Email): Promise<void> {
  await ses.send(
    new SendEmailCommand({
      Source: env.setting('MAIL_FROM'),
      Destination: { ToAddresses: [to] },
      Message: { Subject: utf8(subject), Body: { Text: utf8(text), Html: utf8(html) } },
    }),
    inTime(),
  )
}

/** @param to E.164 */
export async function sendSms(to: string, text: string): Promise<void> {
  await sns.send(
    new PublishCommand({
      PhoneNumber: to,
      Message: text,
      MessageAttributes: { 'AWS.SNS.SMS.SMSType': { DataType: 'String', StringValue: 'Transactional' } },
    }),
    inTime(),
  )
}

/** True when the service answered that it did not take the message, so that it may be sent again. A 5xx leaves it open. */
export function wasRefused(error: unknown): boolean {
  const status = (error as { $metadata?: { httpStatusCode?: number } })?.$metadata?.httpStatusCode
  return status !== undefined && status >= 400 && status < 500
}
