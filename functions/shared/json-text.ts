/** False when escapes such as `\ud800` make halves of characters: valid JSON (RFC 8259, 8.2) that nothing can store. */
export function hasWholeCharacters(json: string): boolean {
  for (const [, units] of json.matchAll(/\\(?:((?:u[\da-f]{4}\\)*u[\da-f]{4})|[^u])/gi)) {
    if (units !== undefined && !(JSON.parse(`"\\${units}"`) as string).isWellFormed()) return false
  }
  return true
}
