/** Orders products by how well they fit a query. In plain words: docs/search.md. */
import type { Facts } from './document.ts'
import { lackOf, lacksIn } from './negation.ts'
import type { ProductIndex } from './product-index.ts'
import type { Query } from './query.ts'
import { stemOf } from './stem.ts'
import { codeTerm } from './text-index.ts'
import { wordsOf } from './words.ts'

export interface Ranked {
  readonly facts: Facts
  readonly score: number
  /** How much of the query it has, 0 to 1, by weight of its words. */
  readonly share: number
}

export interface Ranking {
  readonly products: Ranked[]
  /** The word that a word of the query, which no product has, was taken for. */
  readonly corrected: ReadonlyMap<string, string>
}

/** Products whose order the name decides about; those behind are ordered by their words alone. */
const REFINED = 300
/** A corrected word counts less than one that is there, and less with each error. */
const CORRECTED = 0.6
/** The corrections behind the first. */
const LESS_LIKELY = 0.5
const OPEN = 0.8
/** Words that an open last word is completed to. */
const MOST_COMPLETIONS = 20
/** With so many exact matches a last word is taken for complete. */
const COMPLETE_FROM = 5
/** The share of the query, by weight of its words, that a product must have, if any product has it. */
const NEEDED = 0.3
/** `without` in a text is a hint only. */
const MARKER = 0.3
const NAME_COVERAGE = 0.5
const NAME_NEIGHBOURS = 0.5
const HAS_UNWANTED = 0.6

export function rank(index: ProductIndex, query: Query): Ranking {
  const scores = new Map<string, number>()
  const covered = new Map<string, number>()
  const corrected = new Map<string, string>()
  const weights = new Map<string, number>()
  const total = index.facts.size
  let weightOfAll = 0
  const count = (word: string, matches: ReadonlyMap<string, number>, weight: number) => {
    weightOfAll += weight
    weights.set(stemOf(word), weight)
    for (const [id, score] of matches) {
      scores.set(id, (scores.get(id) ?? 0) + score)
      covered.set(id, (covered.get(id) ?? 0) + weight)
    }
  }
  for (const [position, word] of query.words.entries()) {
    const found = matchesOf(index, word, query.lastIsOpen && position === query.words.length - 1)
    if (found.corrected) corrected.set(word, found.corrected)
    count(word, found.matches, rarity(total, found.commonest) * (found.corrected ? CORRECTED : 1))
  }
  if (query.marker) {
    const { matches, commonest } = matchesOf(index, query.marker, false)
    count(query.marker, matches, rarity(total, commonest) * MARKER)
  }
  for (const term of bonusTerms(index, query)) {
    for (const { id, score } of index.texts.scoresOf(term)) {
      if (term.startsWith('#') || scores.has(id)) scores.set(id, (scores.get(id) ?? 0) + score)
      if (term.startsWith('#')) covered.set(id, weightOfAll)
    }
  }
  const all = [...scores].map(([id, score]) => {
    const share = weightOfAll === 0 ? 1 : (covered.get(id) ?? 0) / weightOfAll
    return { facts: index.facts.get(id)!, share, score: score * (0.2 + 0.8 * share) }
  })
  const enough = all.filter(({ share }) => share >= NEEDED)
  const products = (enough.length > 0 ? enough : all).sort(bestFirst)
  const refined = products
    .slice(0, REFINED)
    .map(({ facts, share, score }) => ({ facts, share, score: score * nameFactor(facts, query, weights) }))
    .sort(bestFirst)
  return { products: [...refined, ...products.slice(REFINED)], corrected }
}

/** Equal scores have an order too, so that pages never overlap. */
const bestFirst = (a: Ranked, b: Ranked) => b.score - a.score || (a.facts.id < b.facts.id ? 1 : -1)

/** A word that few products have says more. */
const rarity = (total: number, having: number) => Math.log(1 + (total - having + 0.5) / (having + 0.5))

interface Matches {
  readonly matches: Map<string, number>
  /** Products that have the commonest of the words that were looked for. */
  readonly commonest: number
  readonly corrected?: string
}

function matchesOf(index: ProductIndex, word: string, isOpen: boolean): Matches {
  const matches = new Map<string, number>()
  const look = (term: string, weight: number): number => {
    const found = index.texts.scoresOf(term)
    for (const { id, score } of found) {
      if (score * weight > (matches.get(id) ?? 0)) matches.set(id, score * weight)
    }
    return found.length
  }
  const exact = look(stemOf(word), 1)
  if (exact >= COMPLETE_FROM || (exact > 0 && !isOpen)) return { matches, commonest: exact }
  const completions = isOpen ? index.vocabulary.beginningWith(word, MOST_COMPLETIONS) : []
  const most = index.vocabulary.countOf(completions[0] ?? '')
  let commonest = exact
  for (const completion of completions) {
    // Whoever is typing means a common word rather than a rare one.
    const likely = Math.sqrt(index.vocabulary.countOf(completion) / most)
    if (stemOf(completion) !== stemOf(word)) commonest = Math.max(commonest, look(stemOf(completion), OPEN * likely))
  }
  if (matches.size > 0) return { matches, commonest }
  const corrections = index.vocabulary.correctionsOf(word)
  for (const [place, { word: right, distance }] of corrections.entries()) {
    const likely = place === 0 ? 1 : LESS_LIKELY
    commonest = Math.max(commonest, look(stemOf(right), (CORRECTED / distance) * likely))
  }
  return { matches, commonest, ...(corrections[0] ? { corrected: corrections[0].word } : {}) }
}

/** What only adds to products that match anyway: neighbours written as one word, and the lack of what is unwanted. */
function bonusTerms(index: ProductIndex, { words, unwanted, code }: Query): string[] {
  const joined = words.slice(1).map((word, position) => words[position]! + word)
  return [
    ...joined.filter((word) => index.vocabulary.has(word)).map(stemOf),
    ...unwanted.map(lackOf),
    ...(code ? [codeTerm(code)] : []),
  ]
}

function nameFactor(facts: Facts, { words, unwanted }: Query, weights: ReadonlyMap<string, number>): number {
  const { terms, order, lacks } = nameOf(facts)
  const stems = words.map(stemOf)
  let factor = 1
  const weightOfAll = stems.reduce((sum, stem) => sum + (weights.get(stem) ?? 0), 0)
  const inName = stems.reduce((sum, stem) => sum + (terms.has(stem) ? (weights.get(stem) ?? 0) : 0), 0)
  if (weightOfAll > 0) factor += NAME_COVERAGE * (inName / weightOfAll)
  if (stems.length > 1) {
    const together = stems.slice(1).filter((stem, position) => order.has(`${stems[position]} ${stem}`)).length
    factor += NAME_NEIGHBOURS * (together / (stems.length - 1))
  }
  for (const word of unwanted) {
    if (terms.has(stemOf(word)) && !lacks.has(lackOf(word))) factor *= HAS_UNWANTED
  }
  return factor
}

interface Name {
  readonly terms: ReadonlySet<string>
  /** Neighbouring terms. */
  readonly order: ReadonlySet<string>
  readonly lacks: ReadonlySet<string>
}

const names = new WeakMap<Facts, Name>()

function nameOf(facts: Facts): Name {
  const known = names.get(facts)
  if (known) return known
  const words = wordsOf(facts.names.join('\n'))
  const stems = words.map(stemOf)
  const name = {
    terms: new Set(stems),
    order: new Set(stems.slice(1).map((stem, position) => `${stems[position]} ${stem}`)),
    lacks: new Set(lacksIn(words)),
  }
  names.set(facts, name)
  return name
}
