/** Reads a synthesized CDK assembly: which stacks it has, their templates, and where their assets lie. */
import { existsSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'

export interface TemplateResource {
  readonly Type: string
  readonly Properties?: Readonly<Record<string, unknown>>
  readonly Metadata?: Readonly<Record<string, unknown>>
  readonly Condition?: string
}

export interface TemplateParameter {
  readonly Type: string
  readonly Default?: unknown
}

export interface Template {
  readonly Parameters?: Readonly<Record<string, TemplateParameter>>
  readonly Mappings?: Readonly<Record<string, Record<string, Record<string, unknown>>>>
  readonly Conditions?: Readonly<Record<string, unknown>>
  readonly Resources?: Readonly<Record<string, TemplateResource>>
  readonly Outputs?: Readonly<Record<string, { readonly Value: unknown; readonly Export?: { readonly Name: unknown } }>>
}

export interface Stack {
  readonly name: string
  readonly template: Template
}

export interface Assembly {
  readonly stacks: readonly Stack[]
  /** Absolute path of each file asset by the object key that it deploys under. */
  readonly assets: ReadonlyMap<string, string>
}

interface Manifest {
  readonly artifacts?: Record<string, { type: string; properties?: Record<string, string> }>
}

interface AssetManifest {
  readonly files?: Record<string, { source?: { path?: string }; destinations?: Record<string, { objectKey?: string }> }>
}

/** @param folder the assembly's folder, usually `cdk.out`. Throws with a hint when there is none. */
export function readAssembly(folder: string): Assembly {
  const root = resolve(folder)
  if (!existsSync(join(root, 'manifest.json'))) {
    throw new Error(`There is no manifest.json in ${root}: synthesize the CDK app into this folder first.`)
  }
  const read = <Document>(file: string) => JSON.parse(readFileSync(join(root, file), 'utf8')) as Document
  const stacks: Stack[] = []
  const assets = new Map<string, string>()
  for (const [id, artifact] of Object.entries(read<Manifest>('manifest.json').artifacts ?? {})) {
    const { templateFile, stackName, file } = artifact.properties ?? {}
    if (artifact.type === 'aws:cloudformation:stack' && templateFile) {
      stacks.push({ name: stackName ?? id, template: read<Template>(templateFile) })
    }
    if (artifact.type === 'cdk:asset-manifest' && file) {
      for (const asset of Object.values(read<AssetManifest>(file).files ?? {})) {
        for (const destination of Object.values(asset.destinations ?? {})) {
          if (asset.source?.path && destination.objectKey) {
            assets.set(destination.objectKey, join(root, asset.source.path))
          }
        }
      }
    }
  }
  if (stacks.length === 0) throw new Error(`The assembly in ${root} has no stacks: nothing to run.`)
  return { stacks, assets }
}
