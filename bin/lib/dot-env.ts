import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { projectRoot } from './build.ts'

/** Settings of `.env` for what the environment does not set itself. */
export function loadDotEnv(): void {
  const file = join(projectRoot, '.env')
  if (existsSync(file)) process.loadEnvFile(file)
}
