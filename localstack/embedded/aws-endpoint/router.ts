/** Finds the emulator and the operation of a request, and how its answer is written, by AWS's wire protocols. */
import type { IncomingMessage } from 'node:http'
import type { AwsCall, AwsError, Emulator, Principal } from '../types.ts'
import { nestFields } from './query-input.ts'
import { errorXml, restErrorXml, resultXml } from './xml.ts'

export interface Routed {
  readonly service: string
  readonly operation: string
  readonly emulator?: Emulator
  readonly contentType: string
  call(principal: Principal, signal?: AbortSignal): AwsCall
  encode(body: unknown, requestId: string): string
  encodeError(error: AwsError, requestId: string): { status: number; headers: Record<string, string>; text: string }
}

export function createRouter(emulators: readonly Emulator[]) {
  const byTarget = new Map<string, Emulator>()
  const byVersion = new Map<string, Emulator>()
  const bySigningName = new Map<string, Emulator>()
  const rest: Emulator[] = []
  for (const emulator of emulators) {
    const { protocol } = emulator
    if (protocol?.kind === 'json') for (const prefix of [protocol.targetPrefix].flat()) byTarget.set(prefix, emulator)
    if (protocol?.kind === 'query') byVersion.set(protocol.version, emulator)
    if (protocol?.kind === 'rest-xml') bySigningName.set(protocol.signingName, emulator)
    if (protocol?.kind === 'rest') rest.push(emulator)
  }

  return (request: IncomingMessage, rawBody: Buffer): Routed => {
    // First: its bodies may look like those of any other protocol.
    const signedFor = bySigningName.get(signingNameOf(request.headers.authorization))
    if (signedFor) return restXml(request, rawBody, signedFor)
    const target = request.headers['x-amz-target'] as string | undefined
    if (target) {
      const dot = target.lastIndexOf('.')
      return json(request, rawBody, byTarget.get(target.slice(0, dot)), target.slice(0, dot), target.slice(dot + 1))
    }
    if (request.headers['content-type']?.startsWith('application/x-www-form-urlencoded')) {
      const fields = new URLSearchParams(rawBody.toString())
      return query(request, rawBody, fields, byVersion.get(fields.get('Version') ?? ''))
    }
    const path = request.url!.split('?')[0]!
    for (const emulator of rest) {
      const operation = emulator.protocol?.kind === 'rest' && emulator.protocol.match(request.method!, path)
      if (operation) return restJson(request, rawBody, operation, emulator)
    }
    return restJson(request, rawBody, `${request.method} ${path}`)
  }
}

/** `Credential=<key>/<date>/<region>/<service>/aws4_request` → the service */
const signingNameOf = (authorization = '') => /Credential=[^/]+\/\d+\/[^/]*\/([^/]+)\//.exec(authorization)?.[1] ?? ''

/** The parts of a call that every protocol has. The body is parsed when first read: hot paths never do. */
function baseCall(
  request: IncomingMessage,
  rawBody: Buffer,
  operation: string,
  principal: Principal,
  signal?: AbortSignal,
): AwsCall {
  let input: Record<string, unknown> | undefined
  const [path = '/', search = ''] = request.url!.split('?')
  return {
    operation,
    principal,
    signal,
    rawBody,
    headers: request.headers as Record<string, string>,
    path,
    query: new URLSearchParams(search),
    get input() {
      input ??= rawBody.length === 0 ? {} : (JSON.parse(rawBody.toString()) as Record<string, unknown>)
      return input
    },
  }
}

function json(
  request: IncomingMessage,
  rawBody: Buffer,
  emulator: Emulator | undefined,
  service: string,
  operation: string,
): Routed {
  const contentType = request.headers['content-type'] ?? 'application/x-amz-json-1.0'
  return {
    service: emulator?.name ?? service,
    operation,
    emulator,
    contentType,
    call: (principal, signal) => baseCall(request, rawBody, operation, principal, signal),
    encode: (body) => JSON.stringify(body ?? {}),
    encodeError: (error) => ({
      status: error.status,
      headers: { 'content-type': contentType },
      text: JSON.stringify({ __type: error.code, message: error.message, ...error.fields }),
    }),
  }
}

function restJson(request: IncomingMessage, rawBody: Buffer, operation: string, emulator?: Emulator): Routed {
  const contentType = 'application/json'
  return {
    service: emulator?.name ?? 'this call',
    operation,
    emulator,
    contentType,
    call: (principal, signal) => baseCall(request, rawBody, operation, principal, signal),
    encode: (body) => JSON.stringify(body ?? {}),
    encodeError: (error) => ({
      status: error.code === 'AccessDeniedException' ? 403 : error.status,
      headers: { 'content-type': contentType, 'x-amzn-errortype': error.code },
      text: JSON.stringify({ message: error.message, Message: error.message, ...error.fields }),
    }),
  }
}

function restXml(request: IncomingMessage, rawBody: Buffer, emulator: Emulator): Routed {
  const { protocol } = emulator
  const [path = '/', search = ''] = request.url!.split('?')
  const described = {
    method: request.method!,
    path,
    query: new URLSearchParams(search),
    headers: request.headers as Record<string, string>,
  }
  const operation = protocol?.kind === 'rest-xml' ? protocol.operationOf(described) : ''
  return {
    service: emulator.name,
    operation,
    emulator,
    contentType: 'application/xml',
    call: (principal, signal) => baseCall(request, rawBody, operation, principal, signal),
    encode: (body) => String(body ?? ''),
    encodeError: restErrorXml,
  }
}

function query(request: IncomingMessage, rawBody: Buffer, fields: URLSearchParams, emulator?: Emulator): Routed {
  const operation = fields.get('Action') ?? ''
  const namespace = emulator?.protocol?.kind === 'query' ? emulator.protocol.namespace : 'https://amazonaws.com/'
  return {
    service: emulator?.name ?? 'this service',
    operation,
    emulator,
    contentType: 'text/xml',
    call: (principal) => ({
      ...baseCall(request, Buffer.alloc(0), operation, principal),
      rawBody,
      input: nestFields(fields),
    }),
    encode: (body, requestId) => resultXml(operation, namespace, body, requestId),
    encodeError: (error, requestId) => ({
      status: error.code === 'AccessDeniedException' ? 403 : error.status,
      headers: { 'content-type': 'text/xml' },
      text: errorXml(namespace, error, requestId),
    }),
  }
}
