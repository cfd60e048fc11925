import { Problem } from '../../shared/errors.ts'

export interface Review {
  readonly id: string
  readonly productId: string
  readonly userId: string
  /** 1 to 5 */
  readonly rating: number
  readonly title: string
  readonly text: string
  /** Written by somebody who bought it. */
  readonly verified: boolean
  readonly createdAt: string
  readonly updatedAt?: string | undefined
  readonly version: number
}

type Words = Pick<Review, 'rating' | 'title' | 'text'>
export type ReviewChanges = { readonly [Name in keyof Words]?: Words[Name] | undefined }

/** The review after an edit; the same object when nothing changes. @throws {Problem} VERSION_MISMATCH */
export function editReview<Item extends Review>(
  review: Item,
  { rating = review.rating, title = review.title, text = review.text }: ReviewChanges,
  ifMatch: number | undefined,
  at: string,
): Item {
  assertReviewVersion(review, ifMatch)
  if (rating === review.rating && title === review.title && text === review.text) return review
  return { ...review, rating, title, text, updatedAt: at, version: review.version + 1 }
}

export function assertReviewVersion({ version }: Review, ifMatch: number | undefined): void {
  if (ifMatch === undefined || ifMatch === version) return
  throw new Problem('VERSION_MISMATCH', `The review has version ${version} now, not ${ifMatch}. Read it again.`)
}
