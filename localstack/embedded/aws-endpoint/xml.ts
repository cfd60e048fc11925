/** Answers of AWS's Query protocol, and the errors of its REST XML protocol. */
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

/** The names that REST XML services have for what fails in front of them. */
const restCodes: Readonly<Record<string, { code: string; status: number }>> = {
  AccessDeniedException: { code: 'AccessDenied', status: 403 },
  InternalFailure: { code: 'InternalError', status: 500 },
  MissingAuthenticationToken: { code: 'AccessDenied', status: 403 },
  UnknownOperationException: { code: 'NotImplemented', status: 501 },
  UnrecognizedClientException: { code: 'InvalidAccessKeyId', status: 403 },
}

export function restErrorXml(error: AwsError, requestId: string) {
  const { code, status } = restCodes[error.code] ?? error
  const details = { Code: code, Message: error.message, ...error.fields, RequestId: requestId }
  return {
    status,
    headers: { 'content-type': 'application/xml' },
    text: `<?xml version="1.0" encoding="UTF-8"?>\n${element('Error', details)}`,
  }
}
