import { notFound, Problem } from '../../shared/errors.ts'
import {
  type Chunk,
  ConditionFailed,
  getItem,
  type Key,
  type Page,
  queryChunk,
  queryFirst,
  queryPage,
  type Start,
  type TransactItem,
  transact,
} from '../../shared/table.ts'
import type { Review } from '../domain/review.ts'
import { productKey } from './keys.ts'

export type { Review } from '../domain/review.ts'

/** With the keys of table and indexes. */
export type StoredReview = Review & Key

const reviewKey = (productId: string, userId: string): Key => ({ pk: productKey(productId).pk, sk: `REVIEW#${userId}` })
const reviewerOf = (userId: string) => `REVIEWER#${userId}`
const reviewsOf = (productId: string) => `REVIEWS#${productId}`

/**
 * Adds a review and its stars in one transaction; the sums are added to, so reviews at the same time all count.
 * @throws {Problem} ALREADY_EXISTS for a second one of the user; NOT_FOUND when the product is no longer listed.
 */
export async function addReview(review: Review, more: readonly TransactItem[]): Promise<void> {
  const { productId, userId, rating } = review
  const key = reviewKey(productId, userId)
  const index = { gsi1pk: reviewsOf(productId), gsi1sk: review.id, gsi2pk: reviewerOf(userId), gsi2sk: review.id }
  await transact([
    ...more,
    {
      put: { Item: { ...review, ...key, ...index }, ConditionExpression: 'attribute_not_exists(pk)' },
      onConditionFailed: (old) =>
        new Problem('ALREADY_EXISTS', `You have reviewed this product already; change your review ${old?.id} instead.`),
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

/** A user's own review of a product. */
export const getReviewBy = (userId: string, productId: string): Promise<StoredReview | undefined> =>
  getItem<StoredReview>(reviewKey(productId, userId))

/** Anybody's; one that was just written may not be found yet. */
export async function findReview(productId: string, reviewId: string): Promise<StoredReview | undefined> {
  const [review] = await queryFirst<StoredReview>(
    {
      IndexName: 'gsi1',
      KeyConditionExpression: 'gsi1pk = :reviews AND gsi1sk = :id',
      ExpressionAttributeValues: { ':reviews': reviewsOf(productId), ':id': reviewId },
    },
    1,
  )
  return review
}

/**
 * Changes a review, or removes it, and the product's stars with it, in one transaction.
 * @throws {ConditionFailed} when it is no longer what `before` says, a 409
 */
export async function writeReview(
  before: StoredReview,
  after: StoredReview | undefined,
  more: readonly TransactItem[],
): Promise<void> {
  const unchanged = {
    ConditionExpression: 'version = :version',
    ExpressionAttributeValues: { ':version': before.version },
  }
  const Key = { pk: before.pk, sk: before.sk }
  await transact([
    ...more,
    after ? { put: { Item: { ...after }, ...unchanged } } : { delete: { Key, ...unchanged } },
    {
      update: {
        Key: productKey(before.productId),
        UpdateExpression: 'ADD ratingSum :rating, ratingCount :count, revision :one',
        ConditionExpression: 'attribute_exists(pk)',
        ExpressionAttributeValues: {
          ':rating': (after?.rating ?? 0) - before.rating,
          ':count': after ? 0 : -1,
          ':one': 1,
        },
      },
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
