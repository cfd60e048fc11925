import { endpoint } from '../../shared/http/endpoint.ts'
import { publicJwk } from '../signing-key.ts'
import { getJwks } from './route.ts'

export const handler = endpoint(getJwks, async () => ({ keys: [await publicJwk()] }))
