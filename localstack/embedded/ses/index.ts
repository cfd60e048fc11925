/** SES (the classic API): takes e-mails and puts them into the mailbox. Nothing leaves the machine. */
import {
  type AwsAnswer,
  type AwsCall,
  AwsError,
  type Cloud,
  type Emulator,
  type ResourceSupport,
  type View,
} from '../types.ts'
import { forgetLetters, keepLetter, mailboxView } from './mailbox.ts'
import { addresses, parseEmail } from './mime.ts'

interface Email {
  readonly source: string
  readonly to: readonly string[]
  readonly subject: string
  readonly text: string
  readonly html?: string
}

const nothingLeaves = 'no e-mail leaves the machine'

const sesResources: Readonly<Record<string, ResourceSupport>> = {
  'AWS::SES::EmailIdentity': {
    honoured: ['EmailIdentity'],
    ignored: {
      ConfigurationSetAttributes: nothingLeaves,
      DkimAttributes: nothingLeaves,
      DkimSigningAttributes: nothingLeaves,
      FeedbackAttributes: nothingLeaves,
      MailFromAttributes: nothingLeaves,
      Tags: 'a note for people and bills',
    },
    identify(context) {
      const identity = String(context.property('EmailIdentity'))
      const arn = `arn:aws:ses:${context.region}:${context.accountId}:identity/${identity}`
      const dkim = [1, 2, 3].flatMap((n) => [
        [`DkimDNSTokenName${n}`, `local${n}._domainkey.${identity}`],
        [`DkimDNSTokenValue${n}`, `local${n}.dkim.amazonses.com`],
      ])
      return { physicalId: identity, arn, attributes: Object.fromEntries(dkim) as Record<string, string> }
    },
  },
  'AWS::SES::ConfigurationSet': {
    honoured: ['Name'],
    ignored: {
      ArchivingOptions: nothingLeaves,
      DeliveryOptions: nothingLeaves,
      ReputationOptions: nothingLeaves,
      SendingOptions: nothingLeaves,
      SuppressionOptions: nothingLeaves,
      TrackingOptions: nothingLeaves,
      VdmOptions: nothingLeaves,
      Tags: 'a note for people and bills',
    },
    identify(context) {
      const name = String(context.property('Name') ?? context.generatedName.slice(-64))
      return { physicalId: name, arn: `arn:aws:ses:${context.region}:${context.accountId}:configuration-set/${name}` }
    },
  },
}

export function ses(): Emulator {
  let cloud: Cloud
  let view: View

  const identityArn = (name: string) => `arn:aws:ses:${cloud.region}:${cloud.accountId}:identity/${name}`
  const isVerified = (name: string) => cloud.find(identityArn(name)) !== undefined

  /** The verified identity that covers the sender: its address, or else its domain. */
  function identityOf(source: string): string {
    const address = addresses(source)[0] ?? source
    const domain = address.slice(address.indexOf('@') + 1)
    const identity = [address, domain].find(isVerified)
    if (identity) return identity
    // Without any identity in the assembly the sender was verified by hand, which nothing here can see.
    if (cloud.resources('AWS::SES::EmailIdentity').length === 0) return domain
    throw new AwsError(
      'MessageRejected',
      `Email address is not verified. The following identities failed the check in region ${cloud.region.toUpperCase()}: ${address}`,
    )
  }

  function send(call: AwsCall, action: string, email: Email): AwsAnswer {
    const context = { 'ses:FromAddress': addresses(email.source)[0] ?? '', 'ses:Recipients': email.to }
    cloud.authorize(call.principal, `ses:${action}`, identityArn(identityOf(email.source)), context)
    const set = call.input.ConfigurationSetName as string | undefined
    if (set && !cloud.resources('AWS::SES::ConfigurationSet').some(({ physicalId }) => physicalId === set)) {
      throw new AwsError('ConfigurationSetDoesNotExist', `Configuration set <${set}> does not exist.`)
    }
    const recipients = email.to.flatMap((one) => addresses(one))
    if (recipients.length === 0) throw new AwsError('InvalidParameterValue', 'Missing required header: To')
    if (recipients.length > 50) throw new AwsError('InvalidParameterValue', 'Recipient count exceeds 50.')
    for (const address of recipients) {
      if (!/^[^@\s]+@[^@\s]+$/.test(address)) throw new AwsError('InvalidParameterValue', "Missing final '@domain'")
    }
    const { subject, text, html } = email
    const tags = objects(call.input.Tags).map(({ Value }) => String(Value))
    const [first] = recipients.map((to) =>
      keepLetter(cloud.store, { channel: 'email', to, subject, text, tags, ...(html === undefined ? {} : { html }) }),
    )
    return { body: { MessageId: first } }
  }

  return {
    name: 'ses',
    resources: sesResources,
    protocol: { kind: 'query', version: '2010-12-01', namespace: 'http://ses.amazonaws.com/doc/2010-12-01/' },

    async prepare(theCloud) {
      cloud = theCloud
      view = mailboxView(cloud.store)
    },

    async handle(call) {
      if (call.operation === 'SendEmail') return send(call, 'SendEmail', fromInput(call.input))
      if (call.operation === 'SendRawEmail') return send(call, 'SendRawEmail', fromRaw(call.input))
      if (call.operation === 'GetSendQuota') {
        cloud.authorize(call.principal, 'ses:GetSendQuota', '*')
        return { body: { Max24HourSend: '50000', MaxSendRate: '14', SentLast24Hours: '0' } }
      }
      throw new AwsError(
        'InvalidAction',
        `The local cloud's SES has no ${call.operation}; it has SendEmail and SendRawEmail.`,
      )
    },

    forget: (subject) => forgetLetters(cloud.store, subject),

    views: { mailbox: (request) => view(request) },
  }
}

/** The Query protocol writes an empty list as an empty text. */
const list = (value: unknown): string[] => (Array.isArray(value) ? value.map(String) : [])

const objects = (value: unknown) => (Array.isArray(value) ? (value as Record<string, unknown>[]) : [])

type Content = { Data?: string } | undefined

function fromInput(input: Record<string, unknown>): Email {
  const {
    ToAddresses = [],
    CcAddresses = [],
    BccAddresses = [],
  } = (input.Destination ?? {}) as Record<string, string[]>
  const message = (input.Message ?? {}) as { Subject?: Content; Body?: { Text?: Content; Html?: Content } }
  const html = message.Body?.Html?.Data
  return {
    source: String(input.Source ?? ''),
    to: [ToAddresses, CcAddresses, BccAddresses].flatMap(list),
    subject: message.Subject?.Data ?? '',
    text: message.Body?.Text?.Data ?? '',
    ...(html === undefined ? {} : { html }),
  }
}

function fromRaw(input: Record<string, unknown>): Email {
  const data = (input.RawMessage as { Data?: string } | undefined)?.Data ?? ''
  const email = parseEmail(Buffer.from(data, 'base64').toString())
  const destinations = list(input.Destinations)
  return { ...email, source: String(input.Source ?? email.from), to: destinations.length > 0 ? destinations : email.to }
}
