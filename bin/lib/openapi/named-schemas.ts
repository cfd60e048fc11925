/** Finds the schemas that have a name of their own: exported under a capital letter by contracts and services. */
import { globSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { pathToFileURL } from 'node:url'
import type * as z from 'zod/mini'
import { projectRoot } from '../build.ts'
import { type DocComments, docCommentsOf } from './doc-comments.ts'

export interface NamedSchema {
  readonly name: string
  readonly schema: z.ZodMiniType
  readonly comments: DocComments
}

/** A name that two services use for different things gets each service's name in front. */
export async function namedSchemas(): Promise<NamedSchema[]> {
  const contracts = (await Promise.all(globSync('contracts/*.ts', { cwd: projectRoot }).sort().map(exportsOf))).flat()
  const services = (
    await Promise.all(globSync('functions/*/schemas.ts', { cwd: projectRoot }).sort().map(exportsOf))
  ).flat()
  const seen = new Set(contracts.map(({ schema }) => schema))
  const own = services.filter(({ schema }) => !seen.has(schema) && seen.add(schema))
  const isShared = ({ name, schema }: NamedSchema) =>
    [...contracts, ...own].some((other) => other.name === name && other.schema !== schema)
  return [...contracts, ...own.map((each) => (isShared(each) ? { ...each, name: `${each.owner}${each.name}` } : each))]
}

async function exportsOf(file: string): Promise<(NamedSchema & { owner: string })[]> {
  const path = join(projectRoot, file)
  const exported = (await import(pathToFileURL(path).href)) as Record<string, unknown>
  const comments = docCommentsOf(path)
  const folder = basename(dirname(file))
  const owner = folder[0]!.toUpperCase() + folder.slice(1)
  return Object.entries(exported).flatMap(([name, schema]) =>
    /^[A-Z][a-z]/.test(name) && isSchema(schema)
      ? [{ name, schema, owner, comments: comments.get(name) ?? { fields: new Map() } }]
      : [],
  )
}

const isSchema = (value: unknown): value is z.ZodMiniType =>
  typeof value === 'object' && value !== null && '_zod' in value
