import { SESClient, SendEmailCommand } from '@aws-sdk/client-ses'
import { PublishCommand, SNSClient } from '@aws-sdk/client-sns'
import { oneAttempt } from '../shared/clients/limits.ts'
import { env } from '../shared/env.ts'
import { breakerOf } from '../shared/resilience/breaker/breaker.ts'
import { limitsFor } from '../shared/resilience/breaker/limits.ts'
import { inTime } from '../shared/resilience/deadline.ts'
import type { Email } from './domain/render.ts'

// One attempt: the SDK repeats a call whose answer was lost, and that is a second message. The queue repeats, under a claim.
const ses = new SESClient(oneAttempt)
const sns = new SNSClient(oneAttempt)

/** Milliseconds; well below the claim's lease: a call without an answer must not use up the time of the batch's other messages. */
export const SENDING_MS = 5000

const limits = limitsFor(SENDING_MS)
const mail = () => breakerOf({ dependency: 'mail', limits })
const sms = () => breakerOf({ dependency: 'sms', limits })

const utf8 = (text: string) => ({ Data: text, Charset: 'UTF-8' })

/** Says whom a message is for, so that copies of it can be found when that person is erased. */
const PERSON = 'person'

/** @param userId of whom it is for, where it is a user @throws BreakerOpen */
export async function sendEmail(to: string, { subject, text, html }: Email, userId?: string): Promise<void> {
  const command = new SendEmailCommand({
    Source: env.setting('MAIL_FROM'),
    Destination: { ToAddresses: [to] },
    Message: { Subject: utf8(subject), Body: { Text: utf8(text), Html: utf8(html) } },
    ...(userId === undefined ? {} : { Tags: [{ Name: PERSON, Value: userId }] }),
  })
  await mail().run(() => ses.send(command, { abortSignal: inTime(SENDING_MS) }))
}

/** @param to E.164 @param userId as above */
export async function sendSms(to: string, text: string, userId?: string): Promise<void> {
  const command = new PublishCommand({
    PhoneNumber: to,
    Message: text,
    MessageAttributes: {
      'AWS.SNS.SMS.SMSType': { DataType: 'String', StringValue: 'Transactional' },
      ...(userId === undefined ? {} : { [PERSON]: { DataType: 'String', StringValue: userId } }),
    },
  })
  await sms().run(() => sns.send(command, { abortSignal: inTime(SENDING_MS) }))
}

/** True when the service answered that it did not take the message, so that it may be sent again. A 5xx leaves it open. */
export function wasRefused(error: unknown): boolean {
  const status = (error as { $metadata?: { httpStatusCode?: number } })?.$metadata?.httpStatusCode
  return status !== undefined && status >= 400 && status < 500
}
