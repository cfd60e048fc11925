import type { Block, Language, Wording } from './template.ts'

export interface Email {
  readonly subject: string
  readonly text: string
  readonly html: string
}

const greetings: Readonly<Record<Language, (name: string | undefined) => string>> = {
  en: (name) => (name ? `Hello ${name},` : 'Hello,'),
  zh: (name) => (name ? `${name}，您好：` : '您好：'),
}

const signatures: Readonly<Record<Language, string>> = { en: 'Your Tradewind team', zh: 'Tradewind 团队' }

export function renderEmail(wording: Wording, language: Language, name?: string): Email {
  const blocks: readonly Block[] = [greetings[language](name), ...wording.blocks, signatures[language]]
  // A line break would start a new header.
  const subject = wording.subject.replace(/\p{Cc}+/gu, ' ').trim()
  return { subject, text: `${blocks.map(toText).join('\n\n')}\n`, html: toPage(subject, blocks.map(toHtml), language) }
}

const toText = (block: Block): string =>
  typeof block === 'string' ? block : block.rows.map(([name, value]) => `${name}: ${value}`).join('\n')

function toHtml(block: Block): string {
  if (typeof block === 'string') return `<p>${escapeHtml(block)}</p>`
  const rows = block.rows.map(
    ([name, value]) =>
      `<tr><th scope="row" style="text-align:left;font-weight:normal;padding:4px 24px 4px 0">${escapeHtml(name)}</th>` +
      `<td style="text-align:right;padding:4px 0">${escapeHtml(value)}</td></tr>`,
  )
  return `<table style="border-collapse:collapse">${rows.join('')}</table>`
}

const toPage = (title: string, parts: readonly string[], language: Language): string =>
  `<!doctype html><html lang="${language}"><head><meta charset="utf-8">` +
  `<meta name="viewport" content="width=device-width"><title>${escapeHtml(title)}</title></head>` +
  '<body style="margin:0;padding:24px;font:16px/1.5 system-ui,sans-serif;color:#1b1b1b;background:#ffffff">' +
  `<main style="max-width:560px;margin:0 auto"><h1 style="font-size:20px">${escapeHtml(title)}</h1>` +
  `${parts.join('')}</main></body></html>`

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}

export const escapeHtml = (text: string): string => text.replace(/[&<>"']/g, (character) => entities[character]!)
