/**
 * Bundles the handlers for the simulation from their own entry points with the project's esbuild settings. What holds no state
 * (contracts, domain, definitions, libraries) is one bundle, made once in a thread; the rest of each function is a small bundle
 * that is run afresh for each execution environment, so nothing of one seed is left for the next.
 */
import { globSync } from 'node:fs'
import { join, relative } from 'node:path'
import type { Plugin } from 'esbuild'
import { bundleOptions, projectRoot } from '../../../bin/lib/bundle-options.ts'

/** Bodies of functions `(exports, require, __environment)` by bundle; data only, so that it can be given to worker threads. */
export interface Bundles {
  /** Modules without state by the name that functions ask for them. */
  readonly shared: string
  readonly functions: Readonly<Record<string, string>>
}

const here = (file: string) => join(import.meta.dirname, file)

/** Takes the place of the package of that name. */
const substitutes: readonly (readonly [RegExp, string])[] = [
  [/^@aws-sdk\/(?:client-[\w-]+|lib-dynamodb)$/, here('aws-sdk.ts')],
  [/^@aws-lambda-powertools\/(?:logger|metrics)$/, here('powertools.ts')],
  [/^ulid$/, here('ulid.ts')],
]

/** Files of our own that hold no state, by the project's rules: data, definitions and pure code. */
const STATELESS =
  /^(?:contracts\/|functions\/[\w-]+\/domain\/|functions\/.*\/(?:route|step|subscriber|schedule|worker|internal|service)\.ts$|functions\/[\w-]+\/[\w-]*schemas\.ts$|functions\/shared\/(?:errors|money|json-text|language|service|http\/route|http\/validation)\.ts$)/
/** Runtime of the kit: named like a definition, but no data. */
const KIT = /^functions\/shared\/(?:step|subscriber|worker|internal)\.ts$/

/** Libraries with timers of their own: those belong to one invocation, and die with it. */
const OWN_COPIES: readonly string[] = ['@middy/core', 'cockatiel']

const isStateless = (file: string) => STATELESS.test(file) && !KIT.test(file)

export async function buildBundles(entries: readonly string[]): Promise<Bundles> {
  const { build, stop } = await import('esbuild')
  const common = {
    ...bundleOptions(),
    banner: {},
    mainFields: ['module', 'main'],
    inject: [here('globals.ts')],
    write: false as const,
    outdir: join(projectRoot, '.local/simulation'),
    external: ['node:*'],
  }
  const asked = new Set<string>()
  const made = await build({
    ...common,
    plugins: [substitute, keepShared(asked)],
    entryPoints: entries.map((entry) => ({ in: entry, out: entry })),
    metafile: true,
  })
  const names = [...asked].sort()
  const imports = names.map((name, n) => `import * as m${n} from ${JSON.stringify(pathOf(name))}`)
  const members = names.map((name, n) => `${JSON.stringify(name)}: m${n}`)
  const shared = await build({
    ...common,
    plugins: [substitute],
    format: 'iife',
    globalName: '__shared',
    stdin: {
      contents: `${imports.join('\n')}\nexport const modules = {${members.join(',')}}`,
      resolveDir: projectRoot,
      loader: 'js',
    },
    metafile: true,
  })
  await stop()
  assertNoTwins(Object.keys(made.metafile.inputs), Object.keys(shared.metafile.inputs))
  const functions = made.outputFiles.map(
    (file) => [relative(common.outdir, file.path).replace(/\.m?js$/, ''), asFunction(file.text)] as const,
  )
  return {
    shared: `${shared.outputFiles[0]!.text}\nexports.modules=__shared.modules`,
    functions: Object.fromEntries(functions),
  }
}

const IMPORT =
  /(?<=^|[;}\n])import\s*(?:(?<main>[\w$]+)\s*,?\s*)?(?:\*\s*as\s+(?<all>[\w$]+)|(?<named>\{[^}]*\}))?\s*(?:from\s*)?(?<name>"[^"]+");/g
const EXPORT = /export\s*\{(?<names>[^}]*)\};?\s*$/

/** A module's text as a function's body. esbuild's own CommonJS copies every name of what is imported, for each environment. */
function asFunction(module: string): string {
  let head = ''
  const body = module.replace(IMPORT, (...found) => {
    const { main, all, named, name } = found.at(-1) as Record<string, string | undefined>
    const parts = [
      main && `const ${main}=require(${name}).default;`,
      all && `const ${all}=require(${name});`,
      named && `const${named.replace(/\s+as\s+/g, ':')}=require(${name});`,
    ]
    // Imports come first, wherever they stand.
    head += parts.filter(Boolean).join('')
    return ''
  })
  const { names } = EXPORT.exec(body)!.groups!
  const pairs = names!.split(',').map((each) => each.trim().split(/\s+as\s+/))
  return `${head}${body.replace(EXPORT, '')}${pairs.map(([own, as]) => `exports.${as ?? own}=${own};`).join('')}`
}

const pathOf = (name: string) => (name.startsWith('./') ? join(projectRoot, name) : name)

const substitute: Plugin = {
  name: 'substitute',
  setup({ onResolve }) {
    onResolve({ filter: /^(?:@aws-|ulid$)/ }, ({ path, importer }) => {
      // The one that takes the package's place builds on it.
      if (importer === here('ulid.ts')) return undefined
      const known = substitutes.find(([pattern]) => pattern.test(path))
      return known && { path: known[1] }
    })
  },
}

/** Leaves what has no state out of the functions' bundles; they ask for it by name. */
const keepShared = (asked: Set<string>): Plugin => ({
  name: 'keep-shared',
  setup({ onResolve }) {
    onResolve({ filter: /.*/ }, ({ path, kind, resolveDir }) => {
      if (kind === 'entry-point' || path.startsWith('node:')) return undefined
      const isOwn = path.startsWith('.')
      const file = isOwn ? relative(projectRoot, join(resolveDir, path)) : path
      if (isOwn && !isStateless(file)) return undefined
      if (!isOwn && (OWN_COPIES.includes(path) || resolveDir.includes('node_modules'))) return undefined
      const name = isOwn ? `./${file}` : path
      asked.add(name)
      return { path: name, external: true }
    })
  },
})

/** Two copies of a module would have two classes of one name, and `instanceof` would lie. */
function assertNoTwins(inFunctions: readonly string[], inShared: readonly string[]): void {
  const shared = new Set(inShared)
  const twins = inFunctions.filter((file) => /^(?:functions|contracts)\//.test(file) && shared.has(file))
  if (twins.length === 0) return
  throw new Error(
    `${twins.join(', ')}: imported by modules without state and by others. Add it to STATELESS in test/simulation/bundle/build.ts, if it has none`,
  )
}

/** Every handler of these services. */
export const handlersOf = (services: readonly string[]): string[] =>
  globSync(`functions/{${services.join(',')},shared/relay}/**/handler.ts`, { cwd: projectRoot }).sort()
