/** How esbuild makes a function's bundle; also for the simulation, which runs the same code in another world. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { BuildOptions } from 'esbuild'

export const projectRoot = join(import.meta.dirname, '../..')

/** @param routes of the shop's API, `GET /api/products`, for the functions that answer by them */
export function bundleOptions(routes: readonly string[] = []) {
  const { version } = JSON.parse(readFileSync(join(projectRoot, 'package.json'), 'utf8')) as { version: string }
  return {
    absWorkingDir: projectRoot,
    outExtension: { '.js': '.mjs' },
    bundle: true,
    minify: true,
    platform: 'node',
    target: 'node24',
    format: 'esm',
    mainFields: ['module', 'main'],
    // Some dependencies are CommonJS inside and ask for node's own modules by require.
    banner: { js: "import{createRequire as __cr}from'node:module';const require=__cr(import.meta.url);" },
    // In Lambda credentials are always in the environment: the SDK's chain of files, SSO and instance metadata is 110 KB of dead code.
    alias: { '@aws-sdk/credential-provider-node': join(projectRoot, 'functions/shared/clients/lambda-credentials.ts') },
    define: { __ROUTES__: JSON.stringify(routes), 'process.env.TRADEWIND_VERSION': JSON.stringify(version) },
    legalComments: 'none',
    logLevel: 'warning',
  } satisfies BuildOptions
}
