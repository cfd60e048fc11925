import { notFound, Problem } from '../../shared/errors.ts'
import {
  type Chunk,
  ConditionFailed,
  type Key,
  type Page,
  queryChunk,
  queryFirst,
  queryPage,
  type Start,
  type TransactItem,
  transact,
} from '../../shared/table.ts'
import { productKey } from './keys.ts'

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
}

const reviewerOf = (userId: string) => `REVIEWER#${userId}`
const reviewsOf = (productId: string) => `REVIEWS#${productId}`

/**
 * Adds a review and its stars in one transaction; the sums are added to, so reviews at the same time all count.
 * @throws {Problem} ALREADY_EXISTS for a second one of the user; NOT_FOUND when the product is no longer listed.
 */
export async function addReview(review: Review, more: readonly TransactItem[]): Promise<void> {
  const { productId, userId, rating } = review
  const key = { pk: productKey(productId).pk, sk: `REVIEW#${userId}` }
  const index = { gsi1pk: reviewsOf(productId), gsi1sk: review.id, gsi2pk: reviewerOf(userId), gsi2sk: review.id }
  await transact([
    ...more,
    {
      put: { Item: { ...review, ...key, ...index }, ConditionExpression: 'attribute_not_exists(pk)' },
      onConditionFailed: () => new Problem('ALREADY_EXISTS', 'You have reviewed this product already.'),
    },
    {
      update: {
        Key: productKey(productId),
        UpdateExpression: 'ADD ratingSum :rating, ratingCount :one, revision :one',
        ConditionExpression: '#status = :active',
        ExpressionAttributeNames: { '#status': 'status' },
        ExpressionAttributeValues: { ':rating': rating, ':one': 1, ':active': 'active' },
      },
      onConditionFailed: () => notFound('product'),
    },
  ])
}

/** Newest first. */
export const queryReviews = (
  productId: string,
  page: { limit: number; cursor?: string | undefined },
): Promise<Page<Review>> => queryPage<Review>(reviewsQuery(productId), { ...page, bound: ['reviews', productId] })

export const queryFirstReviews = (productId: string, limit: number): Promise<Review[]> =>
  queryFirst<Review>(reviewsQuery(productId), limit)

const reviewsQuery = (productId: string) => ({
  IndexName: 'gsi1',
  ScanIndexForward: false,
  KeyConditionExpression: 'gsi1pk = :reviews',
  ExpressionAttributeValues: { ':reviews': reviewsOf(productId) },
})

/** Everything that a user has reviewed. */
export const reviewsBy = (userId: string, start: Start | undefined): Promise<Chunk<Review & Key>> =>
  queryChunk<Review & Key>(
    {
      IndexName: 'gsi2',
      KeyConditionExpression: 'gsi2pk = :reviewer',
      ExpressionAttributeValues: { ':reviewer': reviewerOf(userId) },
    },
    start,
  )

/**
 * Takes words and author out of a review, in one transaction, and it out of the list of reviews: a review without words
 * tells nobody anything. Its stars go on counting, so the rating stays the sum of what was given. Safe to repeat.
 */
export async function anonymiseReview({
  pk,
  sk,
  id,
  productId,
  rating,
  verified,
  createdAt,
}: Review & Key): Promise<void> {
  try {
    await transact([
      { delete: { Key: { pk, sk }, ConditionExpression: 'attribute_exists(pk)' } },
      { put: { Item: { pk, sk: `REVIEW#erased#${id}`, id, productId, rating, verified, createdAt } } },
    ])
  } catch (error) {
    if (!(error instanceof ConditionFailed)) throw error
  }
}
