import { join } from 'node:path'
import { projectRoot } from './build.ts'

export const defaultDataFolder = (): string => process.env.TRADEWIND_DATA ?? join(projectRoot, '.local')

/** Where `seed`, `demo` and `replay` find a running shop. */
export const shopFile = (dataFolder: string): string => join(dataFolder, 'shop.json')
