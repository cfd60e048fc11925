import { existsSync, readFileSync } from 'node:fs'
import { isAlive } from './is-alive.ts'
import { defaultDataFolder, shopFile } from './shop-file.ts'

/** The shop that `npm start` runs on this machine, or undefined. */
export function runningShop(): { url: string; endpoint: string } | undefined {
  const file = shopFile(defaultDataFolder())
  if (!existsSync(file)) return undefined
  const { url, endpoint, pid } = JSON.parse(readFileSync(file, 'utf8')) as {
    url: string
    endpoint: string
    pid: number
  }
  // One that was killed could not take its file away.
  return isAlive(pid) ? { url, endpoint } : undefined
}
