import { env } from '../../shared/env.ts'
import { endpoint } from '../../shared/http/endpoint.ts'
import { getHealth } from './route.ts'

export const handler = endpoint(getHealth, async () => ({ status: 'ok', version: env.version, stage: env.stage }))
