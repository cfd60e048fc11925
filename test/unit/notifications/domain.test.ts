import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { formatMoney } from '../../../functions/notifications/domain/format-money.ts'
import { toE164 } from '../../../functions/notifications/domain/phone.ts'
import { planFor } from '../../../functions/notifications/domain/plan.ts'
import { defaultChannels, mergeChannels } from '../../../functions/notifications/domain/preferences.ts'
import { escapeHtml, renderEmail } from '../../../functions/notifications/domain/render.ts'
import { languageOf, languages } from '../../../functions/notifications/domain/template.ts'
import { accountTemplates, templateOf, templates } from '../../../functions/notifications/domain/templates/index.ts'
import { orderMessages } from '../../../functions/notifications/on/order-messages/subscriber.ts'
import { anEvent, anOrderConfirmed, usd } from './builders.ts'

const order = { number: 'TW-1042' }
const samples: Record<string, Record<string, unknown>> = {
  'order-confirmed': { ...order, lines: [{ name: 'Mug', quantity: 2, lineTotal: usd(3998) }], total: usd(3998) },
  'order-cancelled': { ...order, reason: 'OUT_OF_STOCK' },
  'order-shipped': { ...order, trackingNumber: 'TRACK1' },
  'order-delivered': order,
  'payment-failed': order,
  'back-in-stock': { productName: 'Mug' },
  'password-reset': { code: '1234567890123456', minutes: 20 },
  'password-changed': {},
  announcement: { title: 'Hello', text: 'One.\n\nTwo.' },
}

describe('templates', () => {
  it.each([...templates, ...accountTemplates].map(({ name }) => name))('%s speaks both languages', (name) => {
    const template = templateOf(name)
    const [en, zh] = languages.map((language) =>
      template.wording[language](template.data.parse(samples[name]) as never),
    )
    expect(en?.subject).not.toBe('')
    expect(zh?.short).not.toBe('')
    if (name !== 'announcement') expect(zh?.subject).not.toBe(en?.subject)
  })

  it('list what was bought, with money as people read it', () => {
    const wording = templateOf('order-confirmed').wording.en(samples['order-confirmed'])
    const { subject, text, html } = renderEmail(wording, 'en', 'Ada')
    expect(subject).toBe('Your order TW-1042 is confirmed')
    expect(text).toContain('Hello Ada,')
    expect(text).toContain('2 × Mug: $39.98')
    expect(html).toContain('<html lang="en">')
  })

  it('never let data become markup or a mail header', () => {
    const wording = templateOf('announcement').wording.en({
      title: 'a\r\nBcc: b@c.d',
      text: '<script>"x" & \'y\'</script>',
    })
    const { subject, html } = renderEmail(wording, 'en', '<img src=x>')
    expect(subject).not.toMatch(/[\r\n]/)
    expect(html).not.toMatch(/<script|<img/)
    fc.assert(fc.property(fc.string(), (text) => expect(escapeHtml(text)).not.toMatch(/[<>"']/)))
  })
})

describe('money in messages', () => {
  it('has the digits of its currency', () => {
    expect(formatMoney(usd(123456), 'en')).toBe('$1,234.56')
    expect(formatMoney({ amount: 1500, currency: 'JPY' }, 'en')).toBe('¥1,500')
    expect(formatMoney({ amount: 1999, currency: 'CNY' }, 'zh')).toBe('¥19.99')
  })
})

describe('a language', () => {
  it('is Chinese for any Chinese and English for the rest', () => {
    expect(['zh', 'zh-CN', 'zh-Hant-TW', 'en-GB', 'de', 'zha'].map(languageOf)).toEqual([
      'zh',
      'zh',
      'zh',
      'en',
      'en',
      'en',
    ])
  })
})

describe('a telephone number', () => {
  it('can be reached when it has a country code', () => {
    expect(toE164('+1 (555) 010-0000')).toBe('+15550100000')
    expect(toE164('0555 010000')).toBeUndefined()
  })
})

describe('preferences', () => {
  it('change where something is said and nowhere else', () => {
    const changed = mergeChannels(defaultChannels, { order: { sms: false }, marketing: { email: true } })
    expect(changed.order).toEqual({ email: true, sms: false, inApp: true })
    expect(changed.marketing.email).toBe(true)
    expect(changed.stock).toEqual(defaultChannels.stock)
  })
})

describe('the plan', () => {
  it('has a rule for every event that is subscribed to', () => {
    const more = { ...anOrderConfirmed().data, reason: 'CUSTOMER', by: 'staff' }
    for (const { name } of orderMessages.events) {
      const plan = planFor(name, anEvent(name, more).data)
      expect(plan.template.data.safeParse(plan.data).success).toBe(true)
    }
  })

  it('never mails or texts before the order is confirmed', () => {
    expect(orderMessages.events.map(({ name }) => name)).not.toContain('OrderPlaced')
    expect(orderMessages.events.map(({ name }) => name)).not.toContain('OrderPaid')
    expect(planFor('OrderPaymentFailed', anEvent('OrderPaymentFailed').data).channels).toEqual(['inApp'])
  })
})
