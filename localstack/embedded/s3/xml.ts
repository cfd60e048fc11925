/** The XML of S3: lists are repeated elements, and requests hold no attributes that matter. */
import { malformedXml } from './errors.ts'

const escapes: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  '\r': '&#13;',
}
const escaped = (text: string) => text.replace(/[&<>"\r]/g, (character) => escapes[character]!)

/** An array is the element repeated; undefined is no element. */
export function element(name: string, value: unknown): string {
  if (value === undefined || value === null) return ''
  if (Array.isArray(value)) return value.map((entry) => element(name, entry)).join('')
  if (typeof value !== 'object') return `<${name}>${escaped(String(value))}</${name}>`
  const inside = Object.entries(value).map(([child, entry]) => element(child, entry))
  return `<${name}>${inside.join('')}</${name}>`
}

export const document = (name: string, value: object): Buffer =>
  Buffer.from(
    `<?xml version="1.0" encoding="UTF-8"?>\n${element(name, value).replace('>', ' xmlns="http://s3.amazonaws.com/doc/2006-03-01/">')}`,
  )

const entities: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" }
const unescaped = (text: string) =>
  text.replace(/&(?:#x([0-9a-f]+)|#(\d+)|(\w+));/gi, (_whole, hex, decimal, name) =>
    name ? (entities[name] ?? '') : String.fromCodePoint(hex ? Number.parseInt(hex, 16) : Number(decimal)),
  )

/** The texts of every element with the name: none of the wanted elements holds another of its own name. */
const inside = (xml: string, name: string): string[] =>
  [...xml.matchAll(new RegExp(`<${name}(?:\\s[^>]*)?>([\\s\\S]*?)</${name}>`, 'g'))].map(([, text]) => text!)

const fieldOf = (xml: string, name: string): string | undefined => {
  const [text] = inside(xml, name)
  return text === undefined ? undefined : unescaped(text)
}

/** `<Delete>`: what to delete, and whether only failures are wanted. */
export function readDelete(xml: string): {
  objects: { key: string; versionId?: string | undefined }[]
  quiet: boolean
} {
  const objects = inside(xml, 'Object').map((text) => {
    const key = fieldOf(text, 'Key')
    if (!key) throw malformedXml()
    return { key, versionId: fieldOf(text, 'VersionId') }
  })
  if (objects.length === 0 || objects.length > 1000) throw malformedXml()
  return { objects, quiet: fieldOf(xml, 'Quiet') === 'true' }
}

/** `<CompleteMultipartUpload>`: the parts in the order of the file. */
export function readParts(xml: string): { number: number; etag: string }[] {
  const parts = inside(xml, 'Part').map((text) => ({
    number: Number(fieldOf(text, 'PartNumber')),
    etag: (fieldOf(text, 'ETag') ?? '').replaceAll('"', ''),
  }))
  if (parts.length === 0) throw malformedXml()
  return parts
}
