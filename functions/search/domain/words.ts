/** Texts as words, the same for products and queries. */

const RUNS = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]+|[\p{L}\p{N}]+(?:[-'’./&+][\p{L}\p{N}]+)*/gu
const CJK = /^[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]/u
/** `1/2`, `1.75`, `3-4`: one number. */
const NUMBER = /^\d+(?:[./-]\d+)+$/
/** `200mg`, `5m`, `12v`; not `b07x2`. */
const QUANTITY = /^(\d+(?:[./]\d+)?)(\p{L}{1,8})$/u
const LONGEST_JOINED = 24

/**
 * Lower-case words without accents. `E-Cloth` gives `e`, `cloth` and `ecloth`; `200mg` gives `200mg`, `200` and `mg`;
 * Chinese has no spaces, so it gives every pair of neighbouring characters.
 */
export function wordsOf(text: string): string[] {
  const runs = text.normalize('NFKD').replace(/\p{M}/gu, '').normalize('NFC').toLowerCase().match(RUNS) ?? []
  return runs.flatMap((run) => (CJK.test(run) ? pairsOf(run) : wordsOfRun(run)))
}

export const isCjk = (word: string): boolean => CJK.test(word)

function pairsOf(run: string): string[] {
  const characters = [...run]
  if (characters.length === 1) return characters
  return characters.slice(1).map((character, index) => characters[index]! + character)
}

function wordsOfRun(run: string): string[] {
  const plain = run.replace(/['’]/g, '')
  if (NUMBER.test(plain)) return [plain]
  const quantity = QUANTITY.exec(plain)
  if (quantity) return [quantity[1]! + quantity[2]!, quantity[1]!, quantity[2]!]
  const parts = plain.split(/[-./&+]/)
  if (parts.length === 1) return parts
  const joined = parts.join('')
  return joined.length <= LONGEST_JOINED ? [...parts, joined] : parts
}
