import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { decide } from '../../../functions/notifications/domain/decide.ts'
import { formatMoney } from '../../../functions/notifications/domain/format-money.ts'
import { toE164 } from '../../../functions/notifications/domain/phone.ts'
import { planFor } from '../../../functions/notifications/domain/plan.ts'
import { defaultChannels, mergeChannels } from '../../../functions/notifications/domain/preferences.ts'
import { escapeHtml, renderEmail } from '../../../functions/notifications/domain/render.ts'
import { categories, languageOf, languages } from '../../../functions/notifications/domain/template.ts'
import { accountTemplates, templateOf, templates } from '../../../functions/notifications/domain/templates/index.ts'
import { orderMessages } from '../../../functions/notifications/on/order-messages/subscriber.ts'
import { anEvent, anOrderConfirmed, usd } from './builders.ts'

const order = { number: 'TW-1042' }
const samples: Record<string, Record<string, unknown>> = {
  'order-confirmed': { ...order, lines: [{ name: 'Mug', quantity: 2, lineTotal: usd(3998) }], total: usd(3998) },
  'order-cancelled': { ...order, reason: 'OUT_OF_STOCK' },
  'order-shipped': { ...order, trackingNumber: 'TRACK1' },
  'order-delivered': order,
  'order-returned': { ...order, refunded: usd(1999) },
  'payment-failed': order,
  'back-in-stock': { productName: 'Mug' },
  'password-reset': { code: '1234567890123456', minutes: 20 },
  'password-changed': {},
  'order-placed': { ...order, total: usd(3998) },
  'order-paid': { ...order, amount: usd(3998) },
  'order-refunded': { ...order, refunded: usd(1000) },
  'low-stock': { productName: 'Mug', sku: 'MUG-1', available: 2, lowStockThreshold: 5 },
  'text-message': { text: 'We come at nine.' },
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
    if (!name.startsWith('announ')) expect(zh?.subject).not.toBe(en?.subject)
  })

  /** Each text of a template in each language: subject, text, markup, short. */
  const textsOf = (name: string, data: Record<string, unknown>) =>
    languages.map((language) => {
      const wording = templateOf(name).wording[language](templateOf(name).data.parse(data) as never)
      return { ...renderEmail(wording, language, 'Ada'), short: wording.short }
    })

  it.each([...templates, ...accountTemplates].map(({ name }) => name))(
    '%s says all its data in text and markup, and leaves no gap',
    (name) => {
      for (const { subject, text, html, short } of textsOf(name, samples[name]!)) {
        for (const part of [subject, text, html, short]) {
          expect(part.trim()).not.toBe('')
          expect(part).not.toMatch(/undefined|null|NaN|\[object|\$\{|\{\{|Invalid/)
        }
        const words = Object.values(samples[name]!).filter(
          (value) => typeof value === 'string' && value !== 'OUT_OF_STOCK',
        )
        for (const word of words)
          for (const line of String(word).split('\n\n')) expect(`${subject}\n${text}`).toContain(line)
        expect(text).not.toMatch(/<[a-z]/)
        expect(html).toMatch(/^<!doctype html>.*<\/html>$/s)
      }
    },
  )

  it.each(templates.map(({ name }) => name))('%s escapes whatever its data is in markup', (name) => {
    const hostile = '<script>alert("1")</script>&\''
    const data = JSON.parse(JSON.stringify(samples[name]), (key, value) =>
      typeof value === 'string' && !['currency', 'reason'].includes(key) ? hostile : value,
    )
    for (const { html } of textsOf(name, data)) {
      expect(html).not.toMatch(/<script|alert\("/)
      expect(html).toContain('&lt;script&gt;')
    }
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

describe('advertising', () => {
  const wanted = mergeChannels(defaultChannels, { marketing: { email: true } })
  const advertise = (channels: typeof wanted, marketingConsent: boolean) =>
    decide({ category: 'marketing', channel: 'email' }, { channels, marketingConsent }, new Date(0)).do

  it('needs the consent and the channel', () => {
    expect(advertise(wanted, true)).toBe('send')
    expect(advertise(wanted, false)).toBe('skip')
    expect(advertise(defaultChannels, true)).toBe('skip')
  })
})

describe('in quiet hours', () => {
  const quietHours = { from: '22:00', to: '07:00', timeZone: 'UTC' }
  const channels = mergeChannels(defaultChannels, { stock: { sms: true }, marketing: { email: true, sms: true } })
  const outcome = (category: (typeof categories)[number], channel: 'email' | 'sms', at: string) =>
    decide({ category, channel }, { channels, quietHours, marketingConsent: true }, new Date(at))

  it('every SMS waits, and every e-mail but one about an order', () => {
    const night = '2026-03-01T23:00:00Z'
    const decisions = categories.flatMap((category) => [
      outcome(category, 'email', night),
      outcome(category, 'sms', night),
    ])

    const deferred = { do: 'defer', until: new Date('2026-03-02T07:00:00Z') }
    expect(categories[0]).toBe('order')
    expect(decisions).toEqual([{ do: 'send' }, ...Array(5).fill(deferred)])
  })

  it('are over at their end', () => {
    expect(outcome('order', 'sms', '2026-03-02T06:59:59Z')).toMatchObject({ do: 'defer' })
    expect(outcome('order', 'sms', '2026-03-02T07:00:00Z')).toEqual({ do: 'send' })
  })
})

describe('the plan', () => {
  it('has a rule for every event that is subscribed to', () => {
    const more = { ...anOrderConfirmed().data, reason: 'CUSTOMER', by: 'staff', refunded: usd(1000) }
    for (const { name } of orderMessages.events) {
      const plan = planFor(name, anEvent(name, more).data)
      expect(templateOf(plan.template.name).data.safeParse(plan.data).success).toBe(true)
    }
  })

  it('never mails or texts before the order is confirmed', () => {
    expect(orderMessages.events.map(({ name }) => name)).not.toContain('OrderPlaced')
    expect(orderMessages.events.map(({ name }) => name)).not.toContain('OrderPaid')
    expect(planFor('OrderPaymentFailed', anEvent('OrderPaymentFailed').data).channels).toEqual(['inApp'])
  })
})
