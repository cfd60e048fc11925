import { readFile } from 'node:fs/promises'
import { type Answer, problem } from './problem.ts'

const FOLDER = new URL('./page/', import.meta.url)
const TYPES: Readonly<Record<string, string>> = {
  html: 'text/html; charset=utf-8',
  css: 'text/css; charset=utf-8',
  js: 'text/javascript; charset=utf-8',
  svg: 'image/svg+xml',
}
const POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "connect-src 'self'",
  "img-src 'self'",
  "frame-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ')

/** A file of the console's page; they are few and flat. */
export async function answerPage(name = 'index.html'): Promise<Answer> {
  const [, extension] = /^[a-z-]+\.(html|css|js|svg)$/.exec(name) ?? []
  const body = extension && (await readFile(new URL(name, FOLDER)).catch(() => undefined))
  if (!body)
    return problem(404, 'NOT_FOUND', `The console has no "${name}". The page is at /_local, the data at /_local/api.`)
  const headers = {
    'content-type': TYPES[extension]!,
    'content-security-policy': POLICY,
    'referrer-policy': 'no-referrer',
  }
  return { status: 200, headers, body }
}
