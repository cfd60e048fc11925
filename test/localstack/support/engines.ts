import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

/** Ids of the engines that have the folder's database open. */
export const engines = (folder: string) =>
  readdirSync('/proc').filter((name) => {
    try {
      const parts = readFileSync(`/proc/${name}/cmdline`, 'utf8').split('\0')
      return parts[0]?.endsWith('dynoxide') && parts.includes(join(folder, 'dynamodb.sqlite'))
    } catch {
      return false
    }
  })
