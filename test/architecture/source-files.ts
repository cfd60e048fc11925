import { globSync, readFileSync } from 'node:fs'
import { dirname, join, normalize } from 'node:path'

export interface SourceFile {
  /** Relative to the project. */
  readonly path: string
  readonly text: string
  /** What it imports: project files by path, packages by name. */
  readonly imports: readonly string[]
}

const root = join(import.meta.dirname, '../..')
const importPattern = /(?:^|\n)\s*(?:import|export)\s(?:[^'";]*?\sfrom\s)?['"]([^'"]+)['"]|import\(\s*['"]([^'"]+)['"]/g

export function sourceFiles(...patterns: string[]): SourceFile[] {
  return globSync(patterns, { cwd: root })
    .filter((path) => path.endsWith('.ts'))
    .sort()
    .map((path) => {
      const text = readFileSync(join(root, path), 'utf8')
      const imports = [...text.matchAll(importPattern)].map((match) => resolve(path, (match[1] ?? match[2])!))
      return { path, text, imports }
    })
}

const resolve = (from: string, specifier: string): string =>
  specifier.startsWith('.') ? normalize(join(dirname(from), specifier)) : specifier

/** Code without comments: a word in a comment breaks no rule. */
export const codeOf = ({ text }: SourceFile): string =>
  text.replace(/\/\*[\s\S]*?\*\//g, '').replace(/(^|[^:])\/\/.*$/gm, '$1')
