// Put into the bundle by the build: docs/api is written by `npm run docs`.
import page from '../../../docs/api/index.html' with { type: 'text' }
import { endpoint } from '../../shared/http/endpoint.ts'
import { textReply } from '../text-reply.ts'
import { getDocs } from './route.ts'

/** The page has a style sheet inside and nothing else that could run or load. */
const policy = [
  "default-src 'none'",
  "style-src 'unsafe-inline'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ')

const answer = textReply(page, { 'content-type': 'text/html; charset=utf-8', 'content-security-policy': policy })

export const handler = endpoint(getDocs, async () => answer)
