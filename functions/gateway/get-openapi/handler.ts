// Put into the bundle by the build, small and parsed: docs/api is written by `npm run docs`.
import document from '../../../docs/api/openapi.json' with { type: 'json' }
import { endpoint } from '../../shared/http/endpoint.ts'
import { textReply } from '../text-reply.ts'
import { getOpenapi } from './route.ts'

const answer = textReply(JSON.stringify(document), { 'content-type': 'application/json; charset=utf-8' })

export const handler = endpoint(getOpenapi, async () => answer)
