import { existsSync, readFileSync } from 'node:fs'

/** True when a test that runs has this title: as written, placeholders of `it.each` and templates included. */
export function runs(file: string, title: string): boolean {
  if (!existsSync(file)) return false
  const escaped = title.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
  return new RegExp(`(?<!skip|todo)\\(\\s*(['"\`])${escaped}\\1`).test(readFileSync(file, 'utf8'))
}
