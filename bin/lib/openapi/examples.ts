/** Calls as they were recorded by `npm run docs:record`, one file an operation. */
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { projectRoot } from '../build.ts'
import type { Example } from './types.ts'

export interface Exchange {
  /** What it shows. */
  readonly title: string
  readonly request: {
    readonly method: string
    readonly path: string
    readonly headers?: Readonly<Record<string, string>>
    readonly body?: unknown
  }
  readonly answer: {
    readonly status: number
    readonly headers: Readonly<Record<string, string>>
    readonly body?: unknown
  }
}

export const examplesFolder = join(projectRoot, 'docs/api/examples')

/** Empty where nothing was recorded. */
export function exchangesOf(operationId: string): Exchange[] {
  const file = join(examplesFolder, `${operationId}.json`)
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : []
}

type Examples = { examples?: Readonly<Record<string, Example>> }

export const requestExamples = (exchanges: readonly Exchange[]): Examples =>
  named(
    exchanges.filter(({ request, answer }) => request.body !== undefined && answer.status < 400),
    ({ request }) => request.body,
  )

export const successExamples = (exchanges: readonly Exchange[], status: number): Examples =>
  named(
    exchanges.filter(({ answer }) => answer.body !== undefined && answer.status === status),
    ({ answer }) => answer.body,
  )

function named(exchanges: readonly Exchange[], partOf: (exchange: Exchange) => unknown): Examples {
  if (exchanges.length === 0) return {}
  return {
    examples: Object.fromEntries(
      exchanges.map((exchange) => [slug(exchange.title), { summary: exchange.title, value: partOf(exchange) }]),
    ),
  }
}

const slug = (title: string) =>
  title
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '')
