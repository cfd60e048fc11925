import { readFileSync } from 'node:fs'
import type { Cloud } from '../../types.ts'

/** @returns the definition's JSON text after DefinitionSubstitutions. @throws Error naming a `${placeholder}` without a value. */
export function definitionText(properties: Readonly<Record<string, unknown>>, where: string, cloud: Cloud): string {
  const text = givenText(properties, cloud)
  if (text === undefined) throw new Error(`${where}: the state machine has no definition that the assembly contains.`)
  const values = (properties.DefinitionSubstitutions ?? {}) as Record<string, unknown>
  return text.replace(/\$\{([\w.:-]+)\}/g, (placeholder, name: string) => {
    if (!Object.hasOwn(values, name))
      throw new Error(`${where}: ${placeholder} in the definition has no value in DefinitionSubstitutions.`)
    // Works inside a JSON string and outside: TimeoutSeconds may be ${timeout}.
    const value = values[name]
    return typeof value === 'string' ? JSON.stringify(value).slice(1, -1) : String(value)
  })
}

function givenText(properties: Readonly<Record<string, unknown>>, cloud: Cloud): string | undefined {
  const { DefinitionString, Definition, DefinitionS3Location } = properties
  if (typeof DefinitionString === 'string') return DefinitionString
  if (Definition) return JSON.stringify(Definition)
  const key = (DefinitionS3Location as { Key?: string } | undefined)?.Key
  const file = key && cloud.assetPath(key)
  return file ? readFileSync(file, 'utf8') : undefined
}
