/** Answers of AWS's Query protocol. */
import type { AwsError } from '../types.ts'

const escapes: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }
const escaped = (text: string) => text.replace(/[&<>"]/g, (character) => escapes[character]!)

function element(name: string, value: unknown): string {
  if (value === undefined || value === null) return ''
  if (Array.isArray(value)) return `<${name}>${value.map((entry) => element('member', entry)).join('')}</${name}>`
  if (typeof value !== 'object') return `<${name}>${escaped(String(value))}</${name}>`
  return `<${name}>${children(value)}</${name}>`
}

const children = (value: object) =>
  Object.entries(value)
    .map(([name, entry]) => element(name, entry))
    .join('')

export const resultXml = (operation: string, namespace: string, result: unknown, requestId: string) =>
  `<${operation}Response xmlns="${namespace}"><${operation}Result>${children((result ?? {}) as object)}</${operation}Result>` +
  `${element('ResponseMetadata', { RequestId: requestId })}</${operation}Response>`

export const errorXml = (namespace: string, error: AwsError, requestId: string) =>
  `<ErrorResponse xmlns="${namespace}">${element('Error', {
    Type: error.status < 500 ? 'Sender' : 'Receiver',
    Code: error.code,
    Message: error.message,
    ...error.fields,
  })}${element('RequestId', requestId)}</ErrorResponse>`
