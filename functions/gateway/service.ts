import type { Service } from '../shared/service.ts'
import { demoPicture } from './demo-picture/route.ts'
import { fallback } from './fallback/fallback.ts'
import { getDocs } from './get-docs/route.ts'
import { getHealth } from './get-health/route.ts'
import { getOpenapi } from './get-openapi/route.ts'

export const gateway: Service = {
  name: 'gateway',
  description:
    'What belongs to no service: the health of the entrance, the API’s description, and answers to unknown paths and methods',
  routes: [getHealth, getOpenapi, getDocs, demoPicture],
  fallback,
}
