/** Bundles all functions with esbuild: each becomes a small, self-contained ESM file, with its late parts beside it. */
import { cpSync, globSync, rmSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import type { Metafile, Plugin } from 'esbuild'
import { type BundleInputs, filesOfEntry, inputFingerprints, readInputs, writeInputs } from './bundle-inputs.ts'
import { bundleOptions, projectRoot } from './bundle-options.ts'
import { fingerprint } from './fingerprint.ts'
import { isCurrent, replaceFolder } from './output-folder.ts'

export { projectRoot } from './bundle-options.ts'

export const bundlesFolder = join(projectRoot, 'dist')

/** What every bundle is made of beside its own files. */
const commonInputs = ['package-lock.json', 'bin/lib/build.ts', 'bin/lib/bundle-options.ts']

/**
 * Libraries that are loaded by `import()` when they are needed, which is seldom: each is bundled once, and lies beside the functions
 * that name it. The last is the AWS SDK's own, for streams of events.
 */
const lateLibraries = {
  metrics: '@aws-lambda-powertools/metrics',
  stripe: 'stripe',
  'event-streams': '@smithy/core/event-streams',
}

/** All 172 in one call take 4 GB of memory, and hardly less time: what they share is parsed once a call, but linked for each. */
const ENTRIES_A_CALL = 24

/** The inputs of the bundles, relative to the project. */
const inputs = [
  'functions',
  'contracts',
  'docs/api/openapi.json',
  'docs/api/index.html',
  'package-lock.json',
  'bin/lib/build.ts',
  'bin/lib/bundle-options.ts',
  'stacks/services.ts',
]

export interface BuildResult {
  /** Bundles made; the others were up to date. */
  readonly built: number
  readonly functions: number
}

export const buildFingerprint = (): string => fingerprint(projectRoot, inputs)

export async function build(): Promise<BuildResult> {
  const entries = globSync('functions/**/handler.ts', { cwd: projectRoot }).sort()
  const current = buildFingerprint()
  if (isCurrent(bundlesFolder, current)) return { built: 0, functions: entries.length }
  let built = 0
  await replaceFolder(bundlesFolder, current, async (folder) => {
    built = await bundle(entries, folder)
  })
  return { built, functions: entries.length }
}

async function bundle(entries: readonly string[], outdir: string): Promise<number> {
  const [{ build: esbuild, stop }, { allServices, shopServices }] = await Promise.all([
    import('esbuild'),
    import('../../stacks/services.ts'),
  ])
  const routes = shopServices.flatMap((service) => service.routes.map((route) => `${route.method} ${route.path}`))
  const services = new Map(allServices.map((service) => [service.name, service]))
  // The relay is the same code in every service: its entry is bundled once for each of them.
  const relay = entries.find((entry) => entry.includes('shared/relay'))!
  const own = entries.filter((entry) => entry !== relay)
  const options = bundleOptions(routes)
  const entryPoints = [
    ...own.map((entry) => ({ in: entry, out: join(folderOf(entry), 'index') })),
    ...[...services.values()]
      .filter((service) => service.table)
      .map((service) => ({ in: relay, out: `${service.name}/relay/index` })),
  ]
  const fingerprintOf = inputFingerprints(projectRoot, fingerprint(projectRoot, commonInputs), options.define!)
  const known = readInputs(bundlesFolder)
  const made: BundleInputs = {}
  const isStale = ({ out }: { out: string }) => fingerprintOf(known[out]?.files ?? []) !== known[out]?.fingerprint
  for (const { out } of entryPoints.filter((entryPoint) => !isStale(entryPoint))) {
    cpSync(join(bundlesFolder, dirname(out)), join(outdir, dirname(out)), { recursive: true })
    made[out] = known[out]!
  }
  const stale = entryPoints.filter(isStale)
  const late = join(outdir, '.late')
  if (stale.length > 0) await esbuild({ ...options, entryPoints: lateLibraries, outdir: late })
  const calls = { ...options, plugins: [leaveLateLibraries], metafile: true as const }
  for (let start = 0; start < stale.length; start += ENTRIES_A_CALL) {
    const some = stale.slice(start, start + ENTRIES_A_CALL)
    const { metafile } = await esbuild({ ...calls, entryPoints: some, outdir })
    for (const entry of entriesWithLateParts(metafile)) {
      const entryPoint = [{ in: entry, out: 'index' }]
      await esbuild({ ...calls, entryPoints: entryPoint, outdir: join(outdir, folderOf(entry)), splitting: true })
    }
    for (const [file, { imports }] of Object.entries(metafile.outputs)) {
      for (const { path } of imports.filter(({ path }) => path.startsWith('./')))
        cpSync(join(late, path), join(projectRoot, dirname(file), path))
    }
    for (const { in: entry, out } of some) {
      const files = filesOfEntry(metafile, entry)
      made[out] = { files, fingerprint: fingerprintOf(files) }
    }
  }
  rmSync(late, { recursive: true, force: true })
  writeInputs(outdir, made)
  // Its process would keep what it has read for as long as the shop runs.
  await stop()
  return stale.length
}

const folderOf = (entry: string) => relative('functions', dirname(entry))

const leaveLateLibraries: Plugin = {
  name: 'late-libraries',
  setup({ onResolve }) {
    onResolve({ filter: /^[^.]/ }, ({ path, kind }) => {
      const late = Object.entries(lateLibraries).find(([, library]) => library === path)
      return late && kind === 'dynamic-import' ? { path: `./${late[0]}.mjs`, external: true } : undefined
    })
  },
}

/** Functions whose own code says `import()` of a file: what it loads becomes a file of its own, read when it is needed. */
function entriesWithLateParts({ inputs, outputs }: Metafile): string[] {
  const isLate = (file: string) =>
    file.startsWith('functions/') &&
    inputs[file]!.imports.some(({ kind, external }) => kind === 'dynamic-import' && !external)
  return Object.values(outputs).flatMap((output) =>
    output.entryPoint && Object.keys(output.inputs).some(isLate) ? [output.entryPoint] : [],
  )
}
