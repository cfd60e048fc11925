/** As much MIME as the mailbox shows: subject, recipients, a text and an HTML part. */

export interface RawEmail {
  readonly from: string
  readonly to: readonly string[]
  readonly subject: string
  readonly text: string
  readonly html?: string
}

interface Part {
  readonly headers: ReadonlyMap<string, string>
  readonly body: string
}

export function parseEmail(raw: string): RawEmail {
  const part = split(raw)
  const html = find(part, 'text/html')
  const recipients = ['to', 'cc', 'bcc'].flatMap((name) => addresses(part.headers.get(name)))
  return {
    from: addresses(part.headers.get('from'))[0] ?? '',
    to: recipients,
    subject: decodeWords(part.headers.get('subject') ?? ''),
    text: find(part, 'text/plain') ?? '',
    ...(html === undefined ? {} : { html }),
  }
}

/** The bare addresses in `Name <address>, address`. */
export const addresses = (list = ''): string[] =>
  list
    .split(/,(?=(?:[^"]*"[^"]*")*[^"]*$)/)
    .map((one) => (/<([^>]+)>/.exec(one)?.[1] ?? one).trim())
    .filter(Boolean)

function split(raw: string): Part {
  const [, head = '', body = ''] = /^([\s\S]*?)(?:\r?\n\r?\n|$)([\s\S]*)$/.exec(raw) ?? []
  const lines = head.replace(/\r?\n[ \t]+/g, ' ').split(/\r?\n/)
  const headers = lines.map(
    (line) =>
      [line.slice(0, line.indexOf(':')).trim().toLowerCase(), line.slice(line.indexOf(':') + 1).trim()] as const,
  )
  return { headers: new Map(headers), body }
}

function find(part: Part, type: string): string | undefined {
  const contentType = part.headers.get('content-type') ?? 'text/plain'
  const boundary = /boundary="?([^";]+)"?/i.exec(contentType)?.[1]
  if (boundary) {
    const parts = part.body.split(`--${boundary}`).slice(1, -1)
    for (const one of parts) {
      const found = find(split(one.replace(/^\r?\n/, '').replace(/\r?\n$/, '')), type)
      if (found !== undefined) return found
    }
    return undefined
  }
  return contentType.toLowerCase().startsWith(type) ? decodeBody(part) : undefined
}

function decodeBody({ headers, body }: Part): string {
  const encoding = headers.get('content-transfer-encoding')?.toLowerCase()
  if (encoding === 'base64') return Buffer.from(body, 'base64').toString()
  return encoding === 'quoted-printable' ? quotedPrintable(body.replace(/=\r?\n/g, '')) : body
}

const quotedPrintable = (text: string) =>
  Buffer.from(
    text.replace(/=([0-9A-F]{2})/gi, (_all, hex) => String.fromCharCode(Number.parseInt(hex, 16))),
    'latin1',
  ).toString()

/** RFC 2047 words such as =?UTF-8?B?…?= */
const decodeWords = (text: string) =>
  text.replace(/=\?utf-8\?([bq])\?([^?]*)\?=\s?/gi, (_all, kind: string, word: string) =>
    kind.toLowerCase() === 'b' ? Buffer.from(word, 'base64').toString() : quotedPrintable(word.replaceAll('_', ' ')),
  )
