import type { Service } from '../shared/service.ts'
import { demoPicture } from './demo-picture/route.ts'
import { fallback } from './fallback/fallback.ts'
import { getHealth } from './get-health/route.ts'

export const gateway: Service = {
  name: 'gateway',
  description: 'What belongs to no service: the health of the entrance, and answers to unknown paths and methods',
  routes: [getHealth, demoPicture],
  fallback,
}
