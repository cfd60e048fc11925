/** SES and SNS: what was sent, and by which run of which function. */
import { AwsError } from '../dynamodb/errors.ts'
import type { World } from '../world/world.ts'
import type { Invocation } from './lambda.ts'

export interface Mail {
  readonly at: number
  readonly to: string
  readonly subject: string
  readonly text: string
  /** False when a fault hit its sender afterwards, so that it may not have been written down as sent. */
  noted: boolean
}

export class Mailbox {
  readonly mails: Mail[] = []
  readonly #world: World

  constructor(world: World) {
    this.#world = world
  }

  handle(operation: string, input: unknown, sentBy: Invocation): unknown {
    const at = this.#world.now
    if (operation === 'SendEmail') {
      const { Destination, Message } = input as {
        Destination: { ToAddresses: string[] }
        Message: { Subject: { Data: string }; Body: { Text: { Data: string } } }
      }
      const { Subject, Body } = Message
      this.#add(
        { at, to: Destination.ToAddresses[0]!, subject: Subject.Data, text: Body.Text.Data, noted: !sentBy.ended },
        sentBy,
      )
    } else if (operation === 'Publish') {
      const { PhoneNumber, Message } = input as { PhoneNumber: string; Message: string }
      this.#add({ at, to: PhoneNumber, subject: 'SMS', text: Message, noted: !sentBy.ended }, sentBy)
    } else throw new AwsError('UnknownOperationException', `The mailbox has no ${operation}`)
    return { MessageId: `mail-${this.mails.length}` }
  }

  #add(mail: Mail, sentBy: Invocation): void {
    this.mails.push(mail)
    sentBy.mails.push(mail)
  }
}
