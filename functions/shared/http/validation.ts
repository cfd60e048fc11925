import * as z from 'zod/mini'
import en from 'zod/v4/locales/en.js'
import { type FieldError, Problem } from '../errors.ts'
import { hasWholeCharacters } from '../json-text.ts'
import type { HttpEvent } from './endpoint.ts'
import type { Route } from './route.ts'

// zod/mini carries no texts of its own. One language, not z.locales: those are 250 KB in every bundle.
z.config(en())

/** Largest body of a route that does not say otherwise, in bytes. */
export const MAX_BODY_BYTES = 256 * 1024

/** `?limit=&cursor=` of every list. */
export const listQuery = {
  limit: z._default(z.coerce.number().check(z.int(), z.minimum(1), z.maximum(100)), 20),
  cursor: z.optional(z.string().check(z.maxLength(4096))),
}

/** A check that exactly one of these optional fields is sent; the API document says so in its own language. */
export const exactlyOneOf = (...names: [string, string, ...string[]]) =>
  z.refine<object>(
    (value) => names.filter((name) => (value as Record<string, unknown>)[name] !== undefined).length === 1,
    {
      error: `either ${names.join(' or ')}`,
      params: { jsonSchema: { oneOf: names.map((name) => ({ required: [name] })) } },
    },
  )

/** The valid parts of the request. @throws {Problem} 400 naming every bad field, 413, 415. */
export function parseRequest(route: Route, event: HttpEvent) {
  const rawBody = bodyOf(event, route.maxBodyBytes ?? MAX_BODY_BYTES)
  const errors: FieldError[] = []
  const params = parse(route.params ?? empty, event.pathParameters ?? {}, 'path', errors)
  const query = parse(route.query ?? empty, event.queryStringParameters ?? {}, 'query', errors)
  const body = route.body ? parse(route.body, jsonOf(rawBody, event), 'body', errors) : undefined
  // Elsewhere there is no version to compare with.
  const ifMatch = route.problems?.includes('VERSION_MISMATCH') ? ifMatchOf(event, errors) : undefined
  if (errors.length > 0) {
    const first = errors[0]!
    throw new Problem(
      'VALIDATION_FAILED',
      `${first.path}: ${first.message}${errors.length > 1 ? ` (and ${errors.length - 1} more)` : ''}`,
      {
        errors,
      },
    )
  }
  return { params, query, body, rawBody, headers: event.headers, sourceIp: event.requestContext.http.sourceIp, ifMatch }
}

const empty = z.strictObject({})

function parse(schema: z.ZodMiniType, value: unknown, where: string, errors: FieldError[]): unknown {
  const result = z.safeParse(schema, value)
  if (result.success) return result.data
  for (const issue of result.error.issues.slice(0, MOST_ERRORS)) {
    // A field that is not known is named by its own path, as any other bad field is.
    if (issue.code === 'unrecognized_keys') {
      for (const key of issue.keys.slice(0, MOST_ERRORS)) {
        errors.push({ path: pathOf(where, [...issue.path, key]), message: 'there is no such field' })
      }
    } else errors.push({ path: pathOf(where, issue.path), message: issue.message })
  }
  return undefined
}

/** Of each part of the request. */
const MOST_ERRORS = 50

function pathOf(where: string, path: readonly PropertyKey[]): string {
  return path.reduce<string>(
    (text, step) => (typeof step === 'number' ? `${text}[${step}]` : `${text}.${String(step)}`),
    where,
  )
}

function bodyOf(event: HttpEvent, most: number): string {
  const body = event.body ?? ''
  const bytes = event.isBase64Encoded ? Buffer.from(body, 'base64') : Buffer.from(body)
  if (bytes.length > most) {
    throw new Problem('BODY_TOO_LARGE', `The body has ${bytes.length} bytes; the most is ${most}.`)
  }
  return bytes.toString()
}

function jsonOf(rawBody: string, event: HttpEvent): unknown {
  const type = event.headers['content-type'] ?? ''
  if (rawBody !== '' && !/^application\/(?:[\w.-]+\+)?json\s*(?:;|$)/i.test(type)) {
    throw new Problem('UNSUPPORTED_MEDIA_TYPE', 'Send the body as application/json.')
  }
  if (!hasWholeCharacters(rawBody))
    throw new Problem('MALFORMED_REQUEST', 'The body has half a character: a lone surrogate.')
  try {
    return rawBody === '' ? {} : JSON.parse(rawBody)
  } catch {
    throw new Problem('MALFORMED_REQUEST', 'The body is not valid JSON.')
  }
}

/** The version in `If-Match`: `"3"`, or the ETag of a cacheable answer, `"3-…"`. @throws {Problem} 412 for any other tag. */
function ifMatchOf(event: HttpEvent, errors: FieldError[]): number | undefined {
  const header = event.headers['if-match']?.trim()
  if (header === undefined || header === '*') return undefined
  const tag = /^(?:W\/)?"([^"]*)"$/.exec(header)?.[1]
  if (tag === undefined) {
    errors.push({ path: 'header.If-Match', message: 'the version in quotes, such as "3"' })
    return undefined
  }
  const version = /^(\d{1,15})(?:-[\w-]+)?$/.exec(tag)?.[1]
  if (version === undefined) {
    throw new Problem('VERSION_MISMATCH', `No version has the tag ${header} of If-Match. Read it again.`)
  }
  return Number(version)
}
