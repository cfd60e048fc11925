import { afterEach, describe, expect, it } from '@jest/globals'
import { ses } from '../../../localstack/embedded/ses/index.ts'
import { arn, type FakeCloud, type FakeCloudOptions, fakeCloud } from '../support-messaging/fake-cloud.ts'

const verified = { Identity: { type: 'AWS::SES::EmailIdentity', properties: { EmailIdentity: 'shop.example' } } }
const anEmail = (more: Record<string, unknown> = {}) => ({
  Source: 'Shop <orders@shop.example>',
  Destination: { ToAddresses: ['ann@mail.example'], CcAddresses: '' },
  Message: { Subject: { Data: 'Your order' }, Body: { Text: { Data: 'Thanks' }, Html: { Data: '<p>Thanks</p>' } } },
  ...more,
})

describe('SES', () => {
  let cloud: FakeCloud

  afterEach(() => cloud.stop())

  const start = async (more: Partial<FakeCloudOptions> = {}) => {
    cloud = await fakeCloud({ emulators: [ses()], resources: verified, ...more })
  }
  const send = (input: Record<string, unknown>, operation = 'SendEmail') =>
    cloud.call<{ MessageId: string }>('ses', operation, input)
  const mailbox = (query = '') => cloud.view<Promise<{ items: object[] }>>('mailbox', query)

  it('puts an e-mail into the mailbox of each recipient, newest first', async () => {
    await start()

    const first = await send(
      anEmail({ Destination: { ToAddresses: ['ann@mail.example'], BccAddresses: ['Bob <bob@mail.example>'] } }),
    )
    await send(anEmail({ Message: { Subject: { Data: 'Second' }, Body: { Text: { Data: 'Again' } } } }))

    const { items } = await mailbox()
    expect(items).toMatchObject([{ subject: 'Second' }, { to: 'bob@mail.example' }, { to: 'ann@mail.example' }])
    expect(items[2]).toEqual({
      id: first.MessageId,
      channel: 'email',
      to: 'ann@mail.example',
      subject: 'Your order',
      text: 'Thanks',
      html: '<p>Thanks</p>',
      at: expect.stringMatching(/^\d{4}-.*Z$/),
    })
    expect((await mailbox('to=BOB@mail.example')).items).toHaveLength(1)
  })

  it('forgets the letters of a message tag, and those without one to the same addresses', async () => {
    const emulator = ses()
    await start({ emulators: [emulator] })
    const to = (address: string, tag?: string) =>
      send(
        anEmail({
          Destination: { ToAddresses: [address] },
          ...(tag ? { Tags: [{ Name: 'person', Value: tag }] } : {}),
        }),
      )
    await to('ann@mail.example', 'ann')
    await to('Ann@mail.example')
    await to('shared@mail.example', 'ann')
    await to('shared@mail.example', 'bob')
    await to('bob@mail.example')

    await emulator.forget!('ann')

    const { items } = await mailbox()
    expect(items).toMatchObject([{ to: 'bob@mail.example' }, { to: 'shared@mail.example' }])
  })

  it('authorises the sender on the identity that covers its address', async () => {
    await start({ refused: [`ses:SendEmail ${arn('ses', 'identity/shop.example')}`] })

    await expect(send(anEmail())).rejects.toMatchObject({ code: 'AccessDeniedException' })
  })

  it('rejects a sender that is not verified, and an address that is none', async () => {
    await start()

    await expect(send(anEmail({ Source: 'a@other.example' }))).rejects.toMatchObject({ code: 'MessageRejected' })
    await expect(send(anEmail({ Destination: { ToAddresses: ['nobody'] } }))).rejects.toMatchObject({
      code: 'InvalidParameterValue',
    })
    await expect(send(anEmail({ Destination: {} }))).rejects.toMatchObject({ code: 'InvalidParameterValue' })
  })

  it('accepts any sender where the assembly has no identity', async () => {
    await start({ resources: {} })

    await send(anEmail({ Source: 'a@other.example' }))

    expect((await mailbox()).items).toHaveLength(1)
  })

  it('reads raw e-mails: encoded subject, several parts, encodings', async () => {
    await start()
    const raw = [
      'From: Shop <orders@shop.example>',
      'To: ann@mail.example',
      `Subject: =?UTF-8?B?${Buffer.from('Größe').toString('base64')}?=`,
      'Content-Type: multipart/alternative;',
      ' boundary="b"',
      '',
      '--b',
      'Content-Type: text/plain; charset=utf-8',
      'Content-Transfer-Encoding: quoted-printable',
      '',
      'Gr=C3=B6=',
      '=C3=9Fe',
      '--b',
      'Content-Type: text/html',
      'Content-Transfer-Encoding: base64',
      '',
      Buffer.from('<b>hi</b>').toString('base64'),
      '--b--',
    ].join('\r\n')

    await send({ RawMessage: { Data: Buffer.from(raw).toString('base64') } }, 'SendRawEmail')

    expect((await mailbox()).items).toMatchObject([
      { to: 'ann@mail.example', subject: 'Größe', text: 'Größe', html: '<b>hi</b>' },
    ])
  })
})
