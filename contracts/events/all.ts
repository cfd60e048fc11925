import type { EventDefinition } from '../event.ts'
import * as contracts from './index.ts'

const isEvent = (exported: unknown): exported is EventDefinition =>
  typeof exported === 'object' && exported !== null && 'data' in exported

/** Every event there is. */
export const allEvents: readonly EventDefinition[] = (Object.values(contracts) as unknown[]).filter(isEvent)
