/** Made by `npm run docs` of docs/api/openapi.json. */

/**
 * An e-mail address in the one form that it is stored and compared in: lower-case, without surrounding space. Before it is checked it is normalized to Unicode NFKC, white space around it is cut off, it is put into small letters.
 */
export type Email = string
/**
 * Any characters; long enough for every pass phrase.
 */
export type Password = string
/**
 * Before it is checked white space around it is cut off.
 */
export type PersonName = string
export type Phone = string
export type Locale = string
export type Id = string
/**
 * ISO 8601 in UTC with `Z`.
 */
export type Timestamp = string
export type CategorySlug = string
export type Currency = string
export type Availability = 'in_stock' | 'low' | 'out'
export type Sku = string
export type Stars = number
export type Quantity = number
/**
 * What customers type in; found in any case. Before it is checked white space around it is cut off.
 */
export type CouponCode = string
export type OrderStatus =
  | 'PENDING'
  | 'AWAITING_PAYMENT'
  | 'PAID'
  | 'SHIPPED'
  | 'DELIVERED'
  | 'COMPLETED'
  | 'CANCELLED'
  | 'PAYMENT_FAILED'
  | 'PARTIALLY_REFUNDED'
  | 'REFUNDED'
  | 'NEEDS_ATTENTION'
/**
 * Whatever the caller knows the movement by. Before it is checked white space around it is cut off.
 */
export type Reference = string
/**
 * Body lines: a sku; or the id of a product without variants, under either name.
 *
 * @minItems 1
 * @maxItems 500
 *
 * Items: Either sku or productId.
 */
export type Lines = {
  sku?: Sku
  productId?: Sku
  quantity: Quantity
}[]

export interface Paths {
  '/api/users/register': {
    /**
     * Make a customer account
     */
    post: {
      parameters: {
        header?: {
          'Idempotency-Key'?: string
          traceparent?: string
        }
      }
      requestBody: {
        content: {
          'application/json': {
            email: Email
            password: Password
            name: PersonName
            phone?: Phone
            locale?: Locale
          }
        }
      }
      responses: {
        201: {
          content: {
            'application/json': {
              user: User
            }
          }
        }
        400: Answer400MalformedRequestValidationFailedWeakPassword
        409: Answer409EmailTakenConflictIdempotencyInProgress
        413: Answer413BodyTooLarge
        415: Answer415UnsupportedMediaType
        422: Answer422IdempotencyKeyReused
        429: Answer429TooManyRequests
        500: Answer500InternalError
        503: Answer503
      }
    }
  }
  '/api/users/login': {
    /**
     * Get an access token and a refresh token
     */
    post: {
      parameters: {
        header?: {
          traceparent?: string
        }
      }
      requestBody: {
        content: {
          'application/json': {
            email: Email
            password: Password
          }
        }
      }
      responses: {
        200: {
          content: {
            'application/json': Tokens
          }
        }
        400: Answer400MalformedRequestValidationFailed
        401: Answer401InvalidCredentials
        409: Answer409Conflict
        413: Answer413BodyTooLarge
        415: Answer415UnsupportedMediaType
        429: Answer429TooManyRequests
        500: Answer500InternalError
        503: Answer503
      }
    }
  }
  '/api/users/refresh': {
    /**
     * Exchange a refresh token, once, for a new pair of tokens
     */
    post: {
      parameters: {
        header?: {
          traceparent?: string
        }
      }
      requestBody: {
        content: {
          'application/json': {
            refreshToken: string
          }
        }
      }
      responses: {
        200: {
          content: {
            'application/json': Tokens
          }
        }
        400: Answer400MalformedRequestValidationFailed
        401: Answer401InvalidToken
        409: Answer409Conflict
        413: Answer413BodyTooLarge
        415: Answer415UnsupportedMediaType
        429: Answer429
        500: Answer500InternalError
        503: Answer503
      }
    }
  }
  '/api/users/logout': {
    /**
     * End the session: its refresh tokens are worth nothing from now on
     */
    post: {
      parameters: {
        header?: {
          traceparent?: string
        }
      }
      requestBody?: {
        content: {
          'application/json': {
            refreshToken?: string
          }
        }
      }
      responses: {
        204: {
          content?: never
        }
        400: Answer400MalformedRequestValidationFailed
        401: Answer401UnauthenticatedInvalidToken
        403: Answer403Forbidden
        409: Answer409Conflict
        413: Answer413BodyTooLarge
        415: Answer415UnsupportedMediaType
        429: Answer429TooManyRequests
        500: Answer500InternalError
        503: Answer503
      }
    }
  }
  '/api/users/password': {
    /**
     * Set a new password; your other sessions end, this one stays
     */
    post: {
      parameters: {
        header?: {
          traceparent?: string
        }
      }
      requestBody: {
        content: {
          'application/json': {
            currentPassword: Password
            newPassword: Password
          }
        }
      }
      responses: {
        204: {
          content?: never
        }
        400: Answer400MalformedRequestValidationFailedWeakPassword
        401: Answer401UnauthenticatedInvalidCredentialsInvalidToken
        403: Answer403Forbidden
        404: Answer404NotFound
        409: Answer409Conflict
        413: Answer413BodyTooLarge
        415: Answer415UnsupportedMediaType
        429: Answer429TooManyRequests
        500: Answer500InternalError
        503: Answer503
      }
    }
  }
  '/api/users/password/forgot': {
    /**
     * Have a one-time code mailed to the address, if it has an account; the answer is the same if not
     */
    post: {
      parameters: {
        header?: {
          traceparent?: string
        }
      }
      requestBody: {
        content: {
          'application/json': {
            email: Email
          }
        }
      }
      responses: {
        202: {
          content?: never
        }
        400: Answer400MalformedRequestValidationFailed
        409: Answer409Conflict
        413: Answer413BodyTooLarge
        415: Answer415UnsupportedMediaType
        429: Answer429
        500: Answer500InternalError
        503: Answer503
      }
    }
  }
  '/api/users/password/reset': {
    /**
     * Set a new password by the code from the e-mail, once; all your sessions end
     */
    post: {
      parameters: {
        header?: {
          traceparent?: string
        }
      }
      requestBody: {
        content: {
          'application/json': {
            email?: Email
            code: string
            newPassword: Password
          }
        }
      }
      responses: {
        204: {
          content?: never
        }
        400: Answer400MalformedRequestValidationFailedInvalidCodeWeakPassword
        409: Answer409Conflict
        413: Answer413BodyTooLarge
        415: Answer415UnsupportedMediaType
        429: Answer429
        500: Answer500InternalError
        503: Answer503
      }
    }
  }
  '/api/users/profile': {
    /**
     * Your account
     */
    get: {
      parameters: {
        header?: {
          'If-None-Match'?: string
          traceparent?: string
        }
      }
      responses: {
        200: {
          content: {
            'application/json': {
              user: User
            }
          }
        }
        304: {
          content?: never
        }
        400: Answer400ValidationFailed
        401: Answer401UnauthenticatedInvalidToken
        403: Answer403Forbidden
        429: Answer429TooManyRequests
        500: Answer500InternalError
        503: Answer503
      }
    }
    /**
     * Change the given fields of your account; a phone of null removes it
     */
    put: {
      parameters: {
        header?: {
          'If-Match'?: string
          traceparent?: string
        }
      }
      requestBody?: {
        content: {
          'application/json': {
            name?: PersonName
            phone?: Phone | null
            locale?: Locale
            marketingConsent?: boolean
          }
        }
      }
      responses: {
        200: {
          content: {
            'application/json': {
              user: User
            }
          }
        }
        400: Answer400MalformedRequestValidationFailed
        401: Answer401UnauthenticatedInvalidToken
        403: Answer403Forbidden
        404: Answer404NotFound
        409: Answer409Conflict
        412: Answer412VersionMismatch
        413: Answer413BodyTooLarge
        415: Answer415UnsupportedMediaType
        429: Answer429TooManyRequests
        500: Answer500InternalError
        503: Answer503
      }
    }
    /**
     * End your account at once, and erase your personal data in the whole shop. Orders that have not left are cancelled and paid back; amounts and taxes stay without your name, as the law asks
     */
    delete: {
      parameters: {
        header?: {
          'If-Match'?: string
          traceparent?: string
        }
      }
      responses: {
        204: {
          content?: never
        }
        400: Answer400ValidationFailed
        401: Answer401UnauthenticatedInvalidToken
        403: Answer403Forbidden
        409: Answer409Conflict
        412: Answer412VersionMismatch
        429: Answer429TooManyRequests
        500: Answer500InternalError
        503: Answer503
      }
    }
  }
  '/api/users/export': {
    /**
     * Everything the shop keeps about you, as one document; `nextCursor` only where it is more than one answer carries
     */
    get: {
      parameters: {
        query?: {
          cursor?: string
        }
        header?: {
          traceparent?: string
        }
      }
      responses: {
        200: {
          content: {
            'application/json': {
              exportedAt: Timestamp
              user?: User
              addresses?: Address[]
              sessions?: Session[]
              orders?: {
                [k: string]: unknown
              }[]
              payments?: {
                [k: string]: unknown
              }[]
              cart?: {
                [k: string]: unknown
              } | null
              reviews?: {
                [k: string]: unknown
              }[]
              notifications?: {
                [k: string]: unknown
              }[]
              messages?: {
                [k: string]: unknown
              }[]
              preferences?: {
                [k: string]: unknown
              }
              stockSubscriptions?: {
                [k: string]: unknown
              }[]
              limitedPurchases?: {
                [k: string]: unknown
              }[]
              nextCursor: string | null
            }
          }
        }
        400: Answer400ValidationFailedInvalidCursor
        401: Answer401UnauthenticatedInvalidToken
        403: Answer403Forbidden
        429: Answer429TooManyRequests
        500: Answer500InternalError
        503: Answer503ProviderUnavailable
      }
    }
  }
  '/api/users/addresses': {
    /**
     * Your addresses, oldest first
     */
    get: {
      parameters: {
        query?: {
          limit?: number
          cursor?: string
        }
        header?: {
          traceparent?: string
        }
      }
      responses: {
        200: {
          content: {
            'application/json': {
              items: Address[]
              nextCursor: string | null
            }
          }
        }
        400: Answer400ValidationFailedInvalidCursor
        401: Answer401UnauthenticatedInvalidToken
        403: Answer403Forbidden
        429: Answer429TooManyRequests
        500: Answer500InternalError
        503: Answer503
      }
    }
    /**
     * Add an address; your first one becomes the default
     */
    post: {
      parameters: {
        header?: {
          'Idempotency-Key'?: string
          traceparent?: string
        }
      }
      requestBody: {
        content: {
          'application/json': AddressInput
        }
      }
      responses: {
        201: {
          content: {
            'application/json': {
              address: Address
            }
          }
        }
        400: Answer400MalformedRequestValidationFailed
        401: Answer401UnauthenticatedInvalidToken
        403: Answer403Forbidden
        409: Answer409LimitReachedConflictIdempotencyInProgress
        413: Answer413BodyTooLarge
        415: Answer415UnsupportedMediaType
        422: Answer422IdempotencyKeyReused
        429: Answer429TooManyRequests
        500: Answer500InternalError
        503: Answer503
      }
    }
  }
  '/api/users/addresses/{id}': {
    /**
     * Replace an address; isDefault true makes it the default, false does not take that away
     */
    put: {
      parameters: {
        path: {
          id: Id
        }
        header?: {
          'If-Match'?: string
          traceparent?: string
        }
      }
      requestBody: {
        content: {
          'application/json': AddressInput
        }
      }
      responses: {
        200: {
          content: {
            'application/json': {
              address: Address
            }
          }
        }
        400: Answer400MalformedRequestValidationFailed
        401: Answer401UnauthenticatedInvalidToken
        403: Answer403Forbidden
        404: Answer404NotFound
        409: Answer409Conflict
        412: Answer412VersionMismatch
        413: Answer413BodyTooLarge
        415: Answer415UnsupportedMediaType
        429: Answer429TooManyRequests
        500: Answer500InternalError
        503: Answer503
      }
    }
    /**
     * Delete an address; the newest of the others takes over from a default
     */
    delete: {
      parameters: {
        path: {
          id: Id
        }
        header?: {
          'If-Match'?: string
          traceparent?: string
        }
      }
      responses: {
        204: {
          content?: never
        }
        400: Answer400ValidationFailed
        401: Answer401UnauthenticatedInvalidToken
        403: Answer403Forbidden
        404: Answer404NotFound
        409: Answer409Conflict
        412: Answer412VersionMismatch
        429: Answer429TooManyRequests
        500: Answer500InternalError
        503: Answer503
      }
    }
  }
  '/.well-known/jwks.json': {
    /**
     * The public keys that access tokens are verified with (RFC 7517)
     */
    get: {
      parameters: {
        header?: {
          'If-None-Match'?: string
          traceparent?: string
        }
      }
      responses: {
        200: {
          content: {
            'application/json': {
              keys: {
                kty: 'EC'
                crv: 'P-256'
                x: string
                y: string
                alg: 'ES256'
                use: 'sig'
                kid: string
              }[]
            }
          }
        }
        304: {
          content?: never
        }
        400: Answer400ValidationFailed
        429: Answer429
        500: Answer500InternalError
        503: Answer503
      }
    }
  }
  '/api/api-keys': {
    /**
     * Make a service key. Its text is shown this once: a repeated request answers without it
     */
    post: {
      parameters: {
        header?: {
          'Idempotency-Key'?: string
          traceparent?: string
        }
      }
      requestBody: {
        content: {
          'application/json': {
            /**
             * Before it is checked white space around it is cut off.
             */
            name: string
            /**
             * @minItems 1
             * @maxItems 4
             */
            scopes: ('inventory:write' | 'notifications:send' | 'catalog:write' | 'orders:read')[]
            expiresAt?: Timestamp
          }
        }
      }
      responses: {
        201: {
          content: {
            'application/json': {
              apiKey: {
                id: Id
                name: string
                scopes: ('inventory:write' | 'notifications:send' | 'catalog:write' | 'orders:read')[]
                createdAt: Timestamp
                expiresAt?: Timestamp
                lastUsedAt?: Timestamp
                key?: string
              }
            }
          }
        }
        400: Answer400MalformedRequestValidationFailed
        401: Answer401UnauthenticatedInvalidToken
        403: Answer403Forbidden
        409: Answer409ConflictIdempotencyInProgress
        413: Answer413BodyTooLarge
        415: Answer415UnsupportedMediaType
        422: Answer422IdempotencyKeyReused
        429: Answer429TooManyRequests
        500: Answer500InternalError
        503: Answer503
      }
    }
    /**
     * The service keys, newest first, without their texts
     */
    get: {
      parameters: {
        query?: {
          limit?: number
          cursor?: string
        }
        header?: {
          traceparent?: string
        }
      }
      responses: {
        200: {
          content: {
            'application/json': {
              items: ApiKey[]
              nextCursor: string | null
            }
          }
        }
        400: Answer400ValidationFailedInvalidCursor
        401: Answer401UnauthenticatedInvalidToken
        403: Answer403Forbidden
        429: Answer429TooManyRequests
        500: Answer500InternalError
        503: Answer503
      }
    }
  }
  '/api/api-keys/{id}': {
    /**
     * End a service key at once
     */
    delete: {
      parameters: {
        path: {
          id: Id
        }
        header?: {
          traceparent?: string
        }
      }
      responses: {
        204: {
          content?: never
        }
        400: Answer400ValidationFailed
        401: Answer401UnauthenticatedInvalidToken
        403: Answer403Forbidden
        404: Answer404NotFound
        409: Answer409Conflict
        429: Answer429TooManyRequests
        500: Answer500InternalError
        503: Answer503
      }
    }
  }
  '/api/products': {
    /**
     * Products of the shop or of a category and those below it
     */
    get: {
      parameters: {
        query?: {
          limit?: number
          cursor?: string
          category?: CategorySlug
          sort?: 'newest' | 'price' | '-price' | 'rating' | 'name'
          /**
           * Minor units.
           */
          minPrice?: number
          /**
           * Minor units.
           */
          maxPrice?: number
          /**
           * `true`: only what can be bought now.
           */
          inStock?: 'true' | 'false'
        }
        header?: {
          'If-None-Match'?: string
          'Accept-Language'?: string
          traceparent?: string
        }
      }
      responses: {
        200: {
          content: {
            'application/json': {
              items: ListedProduct[]
              nextCursor: string | null
            }
          }
        }
        304: {
          content?: never
        }
        400: Answer400ValidationFailedInvalidCursor
        429: Answer429
        500: Answer500InternalError
        503: Answer503
      }
    }
    /**
     * Add a product; an unknown category becomes a top category
     */
    post: {
      parameters: {
        header?: {
          'Idempotency-Key'?: string
          traceparent?: string
        }
      }
      requestBody: {
        content: {
          'application/json': NewProduct
        }
      }
      responses: {
        201: {
          content: {
            'application/json': {
              product: Product
            }
          }
        }
        400: Answer400MalformedRequestValidationFailed
        401: Answer401UnauthenticatedInvalidToken
        403: Answer403Forbidden
        409: Answer409AlreadyExistsConflictIdempotencyInProgress
        413: Answer413BodyTooLarge
        415: Answer415UnsupportedMediaType
        422: Answer422IdempotencyKeyReused
        429: Answer429TooManyRequests
        500: Answer500InternalError
        503: Answer503
      }
    }
  }
  '/api/products/categories': {
    /**
     * The category tree with the number of products
     */
    get: {
      parameters: {
        header?: {
          'If-None-Match'?: string
          'Accept-Language'?: string
          traceparent?: string
        }
      }
      responses: {
        200: {
          content: {
            'application/json': {
              categories: CategoryBranch[]
            }
          }
        }
        304: {
          content?: never
        }
        400: Answer400ValidationFailed
        429: Answer429
        500: Answer500InternalError
        503: Answer503
      }
    }
  }
  '/api/products/drafts': {
    /**
     * Products that are not shown yet, newest first
     */
    get: {
      parameters: {
        query?: {
          limit?: number
          cursor?: string
        }
        header?: {
          traceparent?: string
        }
      }
      responses: {
        200: {
          content: {
            'application/json': {
              items: ListedProduct[]
              nextCursor: string | null
            }
          }
        }
        400: Answer400ValidationFailedInvalidCursor
        401: Answer401UnauthenticatedInvalidToken
        403: Answer403Forbidden
        429: Answer429TooManyRequests
        500: Answer500InternalError
        503: Answer503
      }
    }
  }
  '/api/products/{id}': {
    /**
     * A product by id, slug or sku
     */
    get: {
      parameters: {
        path: {
          id: string
        }
        header?: {
          'If-None-Match'?: string
          'Accept-Language'?: string
          traceparent?: string
        }
      }
      responses: {
        200: {
          content: {
            'application/json': {
              product: Product
            }
          }
        }
        304: {
          content?: never
        }
        400: Answer400ValidationFailed
        404: Answer404NotFound
        429: Answer429
        500: Answer500InternalError
        503: Answer503
      }
    }
    /**
     * Change the fields given; the others stay
     */
    put: {
      parameters: {
        path: {
          id: string
        }
        header?: {
          'If-Match'?: string
          traceparent?: string
        }
      }
      requestBody: {
        content: {
          'application/json': ProductChanges
        }
      }
      responses: {
        200: {
          content: {
            'application/json': {
              product: Product
            }
          }
        }
        400: Answer400MalformedRequestValidationFailed
        401: Answer401UnauthenticatedInvalidToken
        403: Answer403Forbidden
        404: Answer404NotFound
        409: Answer409AlreadyExistsConflict
        412: Answer412VersionMismatch
        413: Answer413BodyTooLarge
        415: Answer415UnsupportedMediaType
        429: Answer429TooManyRequests
        500: Answer500InternalError
        503: Answer503
      }
    }
    /**
     * Take a product out of the shop; orders keep what they need of it
     */
    delete: {
      parameters: {
        path: {
          id: string
        }
        header?: {
          'If-Match'?: string
          traceparent?: string
        }
      }
      responses: {
        204: {
          content?: never
        }
        400: Answer400ValidationFailed
        401: Answer401UnauthenticatedInvalidToken
        403: Answer403Forbidden
        404: Answer404NotFound
        409: Answer409Conflict
        412: Answer412VersionMismatch
        429: Answer429TooManyRequests
        500: Answer500InternalError
        503: Answer503
      }
    }
  }
  '/api/products/import': {
    /**
     * Add and change products by a CSV or JSON Lines file; each line is reported, repeating it changes nothing
     */
    post: {
      parameters: {
        query?: {
          /**
           * `sku:stock_code,price:unit_price`: which column is which field, for a CSV file with other names.
           */
          columns?: string
          delimiter?: 'comma' | 'semicolon' | 'tab' | 'pipe'
          currency?: Currency
          category?: CategorySlug
          /**
           * `kind:product`: only CSV rows with this text in this column.
           */
          only?: string
          /**
           * Goes on where an answer said `nextLine`.
           */
          fromLine?: number
        }
        header?: {
          'Idempotency-Key'?: string
          traceparent?: string
        }
      }
      requestBody: {
        content: {
          /**
           * A text in UTF-8 of at most 4194304 bytes.
           */
          'text/csv': string
          /**
           * A text in UTF-8 of at most 4194304 bytes.
           */
          'application/x-ndjson': string
          /**
           * A text in UTF-8 of at most 4194304 bytes.
           */
          'application/jsonl': string
          /**
           * A text in UTF-8 of at most 4194304 bytes.
           */
          'application/ndjson': string
          /**
           * A text in UTF-8 of at most 4194304 bytes.
           */
          'application/x-jsonlines': string
        }
      }
      responses: {
        200: {
          content: {
            'application/json': {
              import: {
                /**
                 * Lines with content that this answer is about, without the header. The five counts below add up to it.
                 */
                lines: number
                created: number
                updated: number
                unchanged: number
                skipped: number
                failed: number
                /**
                 * One for each failed line, by line.
                 */
                errors: {
                  line: number
                  sku?: string
                  code: string
                  message: string
                  path?: string
                }[]
                /**
                 * What else a person should look at: skipped lines, skus that differ only in letter case.
                 */
                warnings: {
                  line: number
                  sku?: string
                  code: string
                  message: string
                  path?: string
                }[]
                /**
                 * False: time or report ran out; send the same again with `?fromLine=<nextLine>`.
                 */
                complete: boolean
                nextLine?: number
              }
            }
          }
        }
        400: Answer400ValidationFailed
        401: Answer401UnauthenticatedInvalidToken
        403: Answer403Forbidden
        409: Answer409ConflictIdempotencyInProgress
        413: Answer413BodyTooLarge
        415: Answer415UnsupportedMediaType
        422: Answer422IdempotencyKeyReused
        429: Answer429TooManyRequests
        500: Answer500InternalError
        503: Answer503
      }
    }
  }
  '/api/products/{id}/reviews': {
    /**
     * Reviews of a product, newest first
     */
    get: {
      parameters: {
        path: {
          id: string
        }
        query?: {
          limit?: number
          cursor?: string
        }
        header?: {
          'If-None-Match'?: string
          traceparent?: string
        }
      }
      responses: {
        200: {
          content: {
            'application/json': {
              items: Review[]
              nextCursor: string | null
            }
          }
        }
        304: {
          content?: never
        }
        400: Answer400ValidationFailedInvalidCursor
        404: Answer404NotFound
        429: Answer429
        500: Answer500InternalError
        503: Answer503
      }
    }
    /**
     * Review a product, once; marked verified for who has bought it
     */
    post: {
      parameters: {
        path: {
          id: string
        }
        header?: {
          'Idempotency-Key'?: string
          traceparent?: string
        }
      }
      requestBody: {
        content: {
          'application/json': NewReview
        }
      }
      responses: {
        201: {
          content: {
            'application/json': {
              review: Review
            }
          }
        }
        400: Answer400MalformedRequestValidationFailed
        401: Answer401UnauthenticatedInvalidToken
        403: Answer403Forbidden
        404: Answer404NotFound
        409: Answer409AlreadyExistsConflictIdempotencyInProgress
        413: Answer413BodyTooLarge
        415: Answer415UnsupportedMediaType
        422: Answer422IdempotencyKeyReused
        429: Answer429TooManyRequests
        500: Answer500InternalError
        503: Answer503ProviderUnavailable
      }
    }
  }
  '/api/products/{id}/reviews/{reviewId}': {
    /**
     * Change the given fields of one’s own review
     */
    put: {
      parameters: {
        path: {
          id: string
          reviewId: Id
        }
        header?: {
          'If-Match'?: string
          traceparent?: string
        }
      }
      requestBody: {
        content: {
          'application/json': ReviewChanges
        }
      }
      responses: {
        200: {
          content: {
            'application/json': {
              review: Review
            }
          }
        }
        400: Answer400MalformedRequestValidationFailed
        401: Answer401UnauthenticatedInvalidToken
        403: Answer403Forbidden
        404: Answer404NotFound
        409: Answer409Conflict
        412: Answer412VersionMismatch
        413: Answer413BodyTooLarge
        415: Answer415UnsupportedMediaType
        429: Answer429TooManyRequests
        500: Answer500InternalError
        503: Answer503
      }
    }
    /**
     * Remove one’s own review, or as staff anybody’s; its stars no longer count
     */
    delete: {
      parameters: {
        path: {
          id: string
          reviewId: Id
        }
        header?: {
          'If-Match'?: string
          traceparent?: string
        }
      }
      responses: {
        204: {
          content?: never
        }
        400: Answer400ValidationFailed
        401: Answer401UnauthenticatedInvalidToken
        403: Answer403Forbidden
        404: Answer404NotFound
        409: Answer409Conflict
        412: Answer412VersionMismatch
        429: Answer429TooManyRequests
        500: Answer500InternalError
        503: Answer503
      }
    }
  }
  '/api/cart': {
    /**
     * The cart at the prices of now; empty when there is none
     */
    get: {
      parameters: {
        header?: {
          'If-None-Match'?: string
          'X-Cart-Token'?: string
          traceparent?: string
        }
      }
      responses: {
        200: {
          content: {
            'application/json': {
              cart: Cart
            }
          }
        }
        304: {
          content?: never
        }
        400: Answer400ValidationFailed
        401: Answer401InvalidToken
        429: Answer429TooManyRequests
        500: Answer500InternalError
        503: Answer503ProviderUnavailable
      }
    }
    /**
     * Take everything out of the cart
     */
    delete: {
      parameters: {
        header?: {
          'If-Match'?: string
          'X-Cart-Token'?: string
          traceparent?: string
        }
      }
      responses: {
        200: {
          content: {
            'application/json': {
              cart: Cart
            }
          }
        }
        400: Answer400ValidationFailed
        401: Answer401InvalidToken
        409: Answer409Conflict
        412: Answer412VersionMismatch
        429: Answer429TooManyRequests
        500: Answer500InternalError
        503: Answer503ProviderUnavailable
      }
    }
  }
  '/api/cart/items': {
    /**
     * Put units into the cart, on top of those that are in it
     */
    post: {
      parameters: {
        header?: {
          'Idempotency-Key'?: string
          'If-Match'?: string
          'X-Cart-Token'?: string
          traceparent?: string
        }
      }
      requestBody: {
        content: {
          /**
           * Either sku or productId.
           */
          'application/json': {
            sku?: Sku
            productId?: Sku
            quantity: Quantity
          }
        }
      }
      responses: {
        200: {
          content: {
            'application/json': {
              cart: Cart
            }
          }
        }
        400: Answer400MalformedRequestValidationFailed
        401: Answer401InvalidToken
        404: Answer404NotFound
        409: Answer409UnavailableConflictIdempotencyInProgress
        412: Answer412VersionMismatch
        413: Answer413BodyTooLarge
        415: Answer415UnsupportedMediaType
        422: Answer422IdempotencyKeyReused
        429: Answer429TooManyRequests
        500: Answer500InternalError
        503: Answer503ProviderUnavailable
      }
    }
  }
  '/api/cart/items/{sku}': {
    /**
     * Set how many units are in the cart; 0 takes the line out
     */
    put: {
      parameters: {
        path: {
          sku: Sku
        }
        header?: {
          'If-Match'?: string
          'X-Cart-Token'?: string
          traceparent?: string
        }
      }
      requestBody: {
        content: {
          'application/json': {
            quantity: number
          }
        }
      }
      responses: {
        200: {
          content: {
            'application/json': {
              cart: Cart
            }
          }
        }
        400: Answer400MalformedRequestValidationFailed
        401: Answer401InvalidToken
        404: Answer404NotFound
        409: Answer409UnavailableConflict
        412: Answer412VersionMismatch
        413: Answer413BodyTooLarge
        415: Answer415UnsupportedMediaType
        429: Answer429TooManyRequests
        500: Answer500InternalError
        503: Answer503ProviderUnavailable
      }
    }
  }
  '/api/cart/merge': {
    /**
     * Take the lines of the guest's cart named by X-Cart-Token into the user's
     */
    post: {
      parameters: {
        header?: {
          'If-Match'?: string
          'X-Cart-Token'?: string
          traceparent?: string
        }
      }
      responses: {
        200: {
          content: {
            'application/json': {
              cart: Cart
            }
          }
        }
        400: Answer400ValidationFailed
        401: Answer401UnauthenticatedInvalidToken
        403: Answer403Forbidden
        409: Answer409Conflict
        412: Answer412VersionMismatch
        429: Answer429TooManyRequests
        500: Answer500InternalError
        503: Answer503ProviderUnavailable
      }
    }
  }
  '/api/cart/coupon': {
    /**
     * Use a coupon for the cart, in place of the one it has; its order takes it over
     */
    post: {
      parameters: {
        header?: {
          'If-Match'?: string
          'X-Cart-Token'?: string
          traceparent?: string
        }
      }
      requestBody: {
        content: {
          'application/json': {
            code: CouponCode
          }
        }
      }
      responses: {
        200: {
          content: {
            'application/json': {
              cart: Cart
            }
          }
        }
        400: Answer400MalformedRequestValidationFailed
        401: Answer401InvalidToken
        409: Answer409CouponInvalidCouponNotYetValidCouponExpiredCouponExhaustedCouponAlreadyUsedCouponMinimumNotMetCouponNotApplicableConflict
        412: Answer412VersionMismatch
        413: Answer413BodyTooLarge
        415: Answer415UnsupportedMediaType
        429: Answer429TooManyRequests
        500: Answer500InternalError
        503: Answer503ProviderUnavailable
      }
    }
    /**
     * Take the coupon out of the cart; with a code, only where it is that one
     */
    delete: {
      parameters: {
        header?: {
          'If-Match'?: string
          'X-Cart-Token'?: string
          traceparent?: string
        }
      }
      requestBody?: {
        content: {
          'application/json': {
            code?: CouponCode
          }
        }
      }
      responses: {
        200: {
          content: {
            'application/json': {
              cart: Cart
            }
          }
        }
        400: Answer400MalformedRequestValidationFailed
        401: Answer401InvalidToken
        409: Answer409Conflict
        412: Answer412VersionMismatch
        413: Answer413BodyTooLarge
        415: Answer415UnsupportedMediaType
        429: Answer429TooManyRequests
        500: Answer500InternalError
        503: Answer503ProviderUnavailable
      }
    }
  }
  '/api/orders': {
    /**
     * Order the given items, or the cart
     */
    post: {
      parameters: {
        header: {
          'Idempotency-Key': string
          traceparent?: string
        }
      }
      requestBody: {
        content: {
          /**
           * Either addressId or shippingAddress.
           */
          'application/json': {
            addressId?: Id
            shippingAddress?: PostalAddress
            /**
             * Absent: the lines of the caller's cart.
             *
             * @maxItems 500
             *
             * Items: Either sku or productId.
             */
            items?: {
              sku?: Sku
              productId?: Id
              quantity: Quantity
            }[]
            couponCode?: CouponCode
            /**
             * Before it is checked white space around it is cut off.
             */
            note?: string
          }
        }
      }
      responses: {
        201: {
          content: {
            'application/json': {
              order: Order
            }
          }
        }
        400: Answer400MalformedRequestValidationFailedIdempotencyKeyRequiredEmptyOrder
        401: Answer401UnauthenticatedInvalidToken
        403: Answer403Forbidden
        404: Answer404NotFound
        409: Answer409OutOfStockPurchaseLimitUnavailableCouponInvalidCouponNotYetValidCouponExpiredCouponExhaustedCouponAlreadyUsedCouponMinimumNotMetCouponNotApplicableConflictIdempotencyInProgress
        413: Answer413BodyTooLarge
        415: Answer415UnsupportedMediaType
        422: Answer422IdempotencyKeyReused
        429: Answer429TooManyRequests
        500: Answer500InternalError
        503: Answer503ProviderUnavailable
      }
    }
    /**
     * Own orders, or for staff those of everybody; newest first
     */
    get: {
      parameters: {
        query?: {
          limit?: number
          cursor?: string
          status?: OrderStatus
          /**
           * YYYY-MM-DD in UTC.
           */
          day?: string
          userId?: Id
        }
        header?: {
          traceparent?: string
        }
      }
      responses: {
        200: {
          content: {
            'application/json': {
              items: Order[]
              nextCursor: string | null
            }
          }
        }
        400: Answer400ValidationFailedInvalidCursor
        401: Answer401UnauthenticatedInvalidToken
        403: Answer403Forbidden
        429: Answer429TooManyRequests
        500: Answer500InternalError
        503: Answer503
      }
    }
  }
  '/api/orders/{id}': {
    /**
     * An own order, or for staff any
     */
    get: {
      parameters: {
        path: {
          id: Id
        }
        header?: {
          'If-None-Match'?: string
          traceparent?: string
        }
      }
      responses: {
        200: {
          content: {
            'application/json': {
              order: Order
            }
          }
        }
        304: {
          content?: never
        }
        400: Answer400ValidationFailed
        401: Answer401UnauthenticatedInvalidToken
        403: Answer403Forbidden
        404: Answer404NotFound
        429: Answer429TooManyRequests
        500: Answer500InternalError
        503: Answer503
      }
    }
  }
  '/api/orders/{id}/status': {
    /**
     * Cancel an own order before it ships; staff also ship, deliver and complete
     */
    put: {
      parameters: {
        path: {
          id: Id
        }
        header?: {
          'If-Match'?: string
          traceparent?: string
        }
      }
      requestBody: {
        content: {
          'application/json': {
            status: OrderStatus
            /**
             * Before it is checked white space around it is cut off.
             */
            reason?: string
            /**
             * With SHIPPED. Before it is checked white space around it is cut off.
             */
            trackingNumber?: string
          }
        }
      }
      responses: {
        200: {
          content: {
            'application/json': {
              order: Order
            }
          }
        }
        400: Answer400MalformedRequestValidationFailed
        401: Answer401UnauthenticatedInvalidToken
        403: Answer403Forbidden
        404: Answer404NotFound
        409: Answer409IllegalTransitionConflict
        412: Answer412VersionMismatch
        413: Answer413BodyTooLarge
        415: Answer415UnsupportedMediaType
        429: Answer429TooManyRequests
        500: Answer500InternalError
        503: Answer503
      }
    }
  }
  '/api/orders/{id}/retry': {
    /**
     * Let the checkout of a parked order go on from where it got stuck; while one retry is under way there is no other
     */
    post: {
      parameters: {
        path: {
          id: Id
        }
        header?: {
          'Idempotency-Key'?: string
          traceparent?: string
        }
      }
      responses: {
        202: {
          content: {
            'application/json': {
              order: Order
            }
          }
        }
        400: Answer400ValidationFailed
        401: Answer401UnauthenticatedInvalidToken
        403: Answer403Forbidden
        404: Answer404NotFound
        409: Answer409IllegalTransitionConflictIdempotencyInProgress
        422: Answer422IdempotencyKeyReused
        429: Answer429TooManyRequests
        500: Answer500InternalError
        503: Answer503
      }
    }
  }
  '/api/orders/{id}/timeline': {
    /**
     * Everything that happened to an order, across services, oldest first
     */
    get: {
      parameters: {
        path: {
          id: Id
        }
        query?: {
          limit?: number
          cursor?: string
        }
        header?: {
          traceparent?: string
        }
      }
      responses: {
        200: {
          content: {
            'application/json': {
              items: TimelineEntry[]
              nextCursor: string | null
            }
          }
        }
        400: Answer400ValidationFailedInvalidCursor
        401: Answer401UnauthenticatedInvalidToken
        403: Answer403Forbidden
        404: Answer404NotFound
        429: Answer429TooManyRequests
        500: Answer500InternalError
        503: Answer503
      }
    }
  }
  '/api/coupons': {
    /**
     * Make a coupon: a percentage, an amount or free shipping
     */
    post: {
      parameters: {
        header?: {
          'Idempotency-Key'?: string
          traceparent?: string
        }
      }
      requestBody: {
        content: {
          'application/json': {
            code: CouponCode
            type: 'percentage' | 'amount' | 'free_shipping'
            value?: number | Money
            minSubtotal?: number | Money
            validFrom?: string
            validTo?: string
            maxUses?: number
            maxUsesPerCustomer?: number
          }
        }
      }
      responses: {
        201: {
          content: {
            'application/json': {
              coupon: {
                code: CouponCode
                type: 'percentage' | 'amount' | 'free_shipping'
                value?: number | Money
                minSubtotal?: number | Money
                validFrom?: string
                validTo?: string
                maxUses?: number
                maxUsesPerCustomer?: number
                used: number
                createdAt: Timestamp
                updatedAt: Timestamp
                version: number
              }
            }
          }
        }
        400: Answer400MalformedRequestValidationFailed
        401: Answer401UnauthenticatedInvalidToken
        403: Answer403Forbidden
        409: Answer409AlreadyExistsConflictIdempotencyInProgress
        413: Answer413BodyTooLarge
        415: Answer415UnsupportedMediaType
        422: Answer422IdempotencyKeyReused
        429: Answer429TooManyRequests
        500: Answer500InternalError
        503: Answer503
      }
    }
    /**
     * All coupons, by code
     */
    get: {
      parameters: {
        query?: {
          limit?: number
          cursor?: string
        }
        header?: {
          traceparent?: string
        }
      }
      responses: {
        200: {
          content: {
            'application/json': {
              items: {
                code: CouponCode
                type: 'percentage' | 'amount' | 'free_shipping'
                value?: number | Money
                minSubtotal?: number | Money
                validFrom?: string
                validTo?: string
                maxUses?: number
                maxUsesPerCustomer?: number
                used: number
                createdAt: Timestamp
                updatedAt: Timestamp
                version: number
              }[]
              nextCursor: string | null
            }
          }
        }
        400: Answer400ValidationFailedInvalidCursor
        401: Answer401UnauthenticatedInvalidToken
        403: Answer403Forbidden
        429: Answer429TooManyRequests
        500: Answer500InternalError
        503: Answer503
      }
    }
  }
  '/api/coupons/{code}': {
    /**
     * A coupon, with how often it was used
     */
    get: {
      parameters: {
        path: {
          code: CouponCode
        }
        header?: {
          'If-None-Match'?: string
          traceparent?: string
        }
      }
      responses: {
        200: {
          content: {
            'application/json': {
              coupon: {
                code: CouponCode
                type: 'percentage' | 'amount' | 'free_shipping'
                value?: number | Money
                minSubtotal?: number | Money
                validFrom?: string
                validTo?: string
                maxUses?: number
                maxUsesPerCustomer?: number
                used: number
                createdAt: Timestamp
                updatedAt: Timestamp
                version: number
              }
            }
          }
        }
        304: {
          content?: never
        }
        400: Answer400ValidationFailed
        401: Answer401UnauthenticatedInvalidToken
        403: Answer403Forbidden
        404: Answer404NotFound
        429: Answer429TooManyRequests
        500: Answer500InternalError
        503: Answer503
      }
    }
    /**
     * Change the fields given; the others stay, and null takes a limit away
     */
    put: {
      parameters: {
        path: {
          code: CouponCode
        }
        header?: {
          'If-Match'?: string
          traceparent?: string
        }
      }
      requestBody?: {
        content: {
          'application/json': {
            code?: CouponCode
            type?: 'percentage' | 'amount' | 'free_shipping'
            value?: (number | Money) | null
            minSubtotal?: (number | Money) | null
            validFrom?: string | null
            validTo?: string | null
            maxUses?: number | null
            maxUsesPerCustomer?: number | null
          }
        }
      }
      responses: {
        200: {
          content: {
            'application/json': {
              coupon: {
                code: CouponCode
                type: 'percentage' | 'amount' | 'free_shipping'
                value?: number | Money
                minSubtotal?: number | Money
                validFrom?: string
                validTo?: string
                maxUses?: number
                maxUsesPerCustomer?: number
                used: number
                createdAt: Timestamp
                updatedAt: Timestamp
                version: number
              }
            }
          }
        }
        400: Answer400MalformedRequestValidationFailed
        401: Answer401UnauthenticatedInvalidToken
        403: Answer403Forbidden
        404: Answer404NotFound
        409: Answer409Conflict
        412: Answer412VersionMismatch
        413: Answer413BodyTooLarge
        415: Answer415UnsupportedMediaType
        429: Answer429TooManyRequests
        500: Answer500InternalError
        503: Answer503
      }
    }
    /**
     * Delete a coupon; orders that used it keep their discount
     */
    delete: {
      parameters: {
        path: {
          code: CouponCode
        }
        header?: {
          'If-Match'?: string
          traceparent?: string
        }
      }
      responses: {
        204: {
          content?: never
        }
        400: Answer400ValidationFailed
        401: Answer401UnauthenticatedInvalidToken
        403: Answer403Forbidden
        404: Answer404NotFound
        409: Answer409Conflict
        412: Answer412VersionMismatch
        429: Answer429TooManyRequests
        500: Answer500InternalError
        503: Answer503
      }
    }
  }
  '/api/orders/{id}/returns': {
    /**
     * Return goods of an own order that was shipped, staff of any; their share of what was paid goes back
     */
    post: {
      parameters: {
        path: {
          id: Id
        }
        header?: {
          'Idempotency-Key'?: string
          'If-Match'?: string
          traceparent?: string
        }
      }
      requestBody: {
        content: {
          'application/json': {
            /**
             * Lines of the same sku count together.
             *
             * @minItems 1
             * @maxItems 500
             */
            lines: {
              sku: Sku
              quantity: Quantity
            }[]
            /**
             * Before it is checked white space around it is cut off.
             */
            reason: string
          }
        }
      }
      responses: {
        201: {
          content: {
            'application/json': {
              return: {
                id: string
                orderId: string
                /**
                 * Lines of the same sku count together.
                 */
                lines: {
                  sku: string
                  quantity: number
                  refund: Money
                }[]
                shippingRefund: Money
                refund: Money
                shortfall?: Money
                status: 'PENDING' | 'REFUNDED' | 'REFUND_FAILED'
                reason: string
                createdAt: Timestamp
                completedAt?: Timestamp
              }
            }
          }
        }
        400: Answer400MalformedRequestValidationFailed
        401: Answer401UnauthenticatedInvalidToken
        403: Answer403Forbidden
        404: Answer404NotFound
        409: Answer409OrderNotReturnableReturnExceedsOrderConflictIdempotencyInProgress
        412: Answer412VersionMismatch
        413: Answer413BodyTooLarge
        415: Answer415UnsupportedMediaType
        422: Answer422IdempotencyKeyReused
        429: Answer429TooManyRequests
        500: Answer500InternalError
        503: Answer503
      }
    }
    /**
     * The returns of an order, oldest first
     */
    get: {
      parameters: {
        path: {
          id: Id
        }
        query?: {
          limit?: number
          cursor?: string
        }
        header?: {
          traceparent?: string
        }
      }
      responses: {
        200: {
          content: {
            'application/json': {
              items: {
                id: string
                orderId: string
                lines: {
                  sku: string
                  quantity: number
                  refund: Money
                }[]
                shippingRefund: Money
                refund: Money
                shortfall?: Money
                status: 'PENDING' | 'REFUNDED' | 'REFUND_FAILED'
                reason: string
                createdAt: Timestamp
                completedAt?: Timestamp
              }[]
              nextCursor: string | null
            }
          }
        }
        400: Answer400ValidationFailedInvalidCursor
        401: Answer401UnauthenticatedInvalidToken
        403: Answer403Forbidden
        404: Answer404NotFound
        429: Answer429TooManyRequests
        500: Answer500InternalError
        503: Answer503
      }
    }
  }
  '/api/orders/{id}/returns/{returnId}': {
    /**
     * A return, and how far its refund is
     */
    get: {
      parameters: {
        path: {
          id: Id
          returnId: Id
        }
        header?: {
          traceparent?: string
        }
      }
      responses: {
        200: {
          content: {
            'application/json': {
              return: {
                id: string
                orderId: string
                lines: {
                  sku: string
                  quantity: number
                  refund: Money
                }[]
                shippingRefund: Money
                refund: Money
                shortfall?: Money
                status: 'PENDING' | 'REFUNDED' | 'REFUND_FAILED'
                reason: string
                createdAt: Timestamp
                completedAt?: Timestamp
              }
            }
          }
        }
        400: Answer400ValidationFailed
        401: Answer401UnauthenticatedInvalidToken
        403: Answer403Forbidden
        404: Answer404NotFound
        429: Answer429TooManyRequests
        500: Answer500InternalError
        503: Answer503
      }
    }
  }
  '/api/inventory/{productId}': {
    /**
     * The stock of a sku or a product; of a product with variants their sum and each
     */
    get: {
      parameters: {
        path: {
          productId: Sku
        }
        header?: {
          'If-None-Match'?: string
          traceparent?: string
        }
      }
      responses: {
        200: {
          content: {
            'application/json': {
              stock: ProductStock
            }
          }
        }
        304: {
          content?: never
        }
        400: Answer400ValidationFailed
        404: Answer404NotFound
        429: Answer429
        500: Answer500InternalError
        503: Answer503ProviderUnavailable
      }
    }
    /**
     * Set the counted stock, or adjust it by a difference
     */
    put: {
      parameters: {
        path: {
          productId: Sku
        }
        header?: {
          'Idempotency-Key'?: string
          'If-Match'?: string
          traceparent?: string
        }
      }
      requestBody: {
        content: {
          /**
           * Either onHand or adjust.
           */
          'application/json': {
            onHand?: number
            adjust?: number
            lowStockThreshold?: number
            /**
             * Rows that sales of this sku are spread over: for crowds that one row cannot serve.
             */
            spread?: number
            /**
             * Before it is checked white space around it is cut off.
             */
            reason: string
          }
        }
      }
      responses: {
        200: {
          content: {
            'application/json': {
              stock: Stock
            }
          }
        }
        400: Answer400MalformedRequestValidationFailed
        401: Answer401UnauthenticatedInvalidToken
        403: Answer403Forbidden
        404: Answer404NotFound
        409: Answer409StockReservedConflictIdempotencyInProgress
        412: Answer412VersionMismatch
        413: Answer413BodyTooLarge
        415: Answer415UnsupportedMediaType
        422: Answer422IdempotencyKeyReused
        429: Answer429TooManyRequests
        500: Answer500InternalError
        503: Answer503ProviderUnavailable
      }
    }
  }
  '/api/inventory/{productId}/ledger': {
    /**
     * Every movement of a stock, newest first; their sum is the stock
     */
    get: {
      parameters: {
        path: {
          productId: Sku
        }
        query?: {
          limit?: number
          cursor?: string
        }
        header?: {
          'If-None-Match'?: string
          traceparent?: string
        }
      }
      responses: {
        200: {
          content: {
            'application/json': {
              items: LedgerEntry[]
              nextCursor: string | null
            }
          }
        }
        304: {
          content?: never
        }
        400: Answer400ValidationFailedInvalidCursor
        401: Answer401InvalidToken
        404: Answer404NotFound
        429: Answer429TooManyRequests
        500: Answer500InternalError
        503: Answer503ProviderUnavailable
      }
    }
  }
  '/api/inventory/alerts': {
    /**
     * Low-stock alerts, newest first, each with the stock as it is now
     */
    get: {
      parameters: {
        query?: {
          limit?: number
          cursor?: string
          status?: 'open' | 'closed'
        }
        header?: {
          'If-None-Match'?: string
          traceparent?: string
        }
      }
      responses: {
        200: {
          content: {
            'application/json': {
              items: StockAlert[]
              nextCursor: string | null
            }
          }
        }
        304: {
          content?: never
        }
        400: Answer400ValidationFailedInvalidCursor
        429: Answer429
        500: Answer500InternalError
        503: Answer503
      }
    }
  }
  '/api/inventory/deduct': {
    /**
     * Take stock for a reference: all lines or none, once
     */
    post: {
      parameters: {
        header?: {
          'Idempotency-Key'?: string
          traceparent?: string
        }
      }
      requestBody: {
        content: {
          'application/json': {
            reference: Reference
            items: Lines
          }
        }
      }
      responses: {
        200: {
          content: {
            'application/json': {
              deduction: {
                reference: string
                items: Line[]
                createdAt: Timestamp
              }
            }
          }
        }
        400: Answer400MalformedRequestValidationFailed
        401: Answer401UnauthenticatedInvalidToken
        403: Answer403Forbidden
        409: Answer409OutOfStockConflictReferenceReusedIdempotencyInProgress
        413: Answer413BodyTooLarge
        415: Answer415UnsupportedMediaType
        422: Answer422IdempotencyKeyReused
        429: Answer429TooManyRequests
        500: Answer500InternalError
        503: Answer503ProviderUnavailable
      }
    }
  }
  '/api/inventory/restore': {
    /**
     * Give back what a reference took: once, and never more
     */
    post: {
      parameters: {
        header?: {
          'Idempotency-Key'?: string
          traceparent?: string
        }
      }
      requestBody: {
        content: {
          'application/json': {
            reference: Reference
            items?: Lines
          }
        }
      }
      responses: {
        200: {
          content: {
            'application/json': {
              restoration: {
                reference: string
                items: Line[]
                remaining: Line[]
              }
            }
          }
        }
        400: Answer400MalformedRequestValidationFailed
        401: Answer401UnauthenticatedInvalidToken
        403: Answer403Forbidden
        404: Answer404NotFound
        409: Answer409ConflictIdempotencyInProgress
        413: Answer413BodyTooLarge
        415: Answer415UnsupportedMediaType
        422: Answer422IdempotencyKeyReused
        429: Answer429TooManyRequests
        500: Answer500InternalError
        503: Answer503ProviderUnavailable
      }
    }
  }
  '/api/inventory/{productId}/subscriptions': {
    /**
     * Be told once when a sold-out sku, or any of a product, is back in stock
     */
    post: {
      parameters: {
        path: {
          productId: Sku
        }
        header?: {
          'Idempotency-Key'?: string
          traceparent?: string
        }
      }
      requestBody?: {
        content: {
          'application/json': {}
        }
      }
      responses: {
        201: {
          content: {
            'application/json': {
              subscription: Subscription
            }
          }
        }
        400: Answer400MalformedRequestValidationFailed
        401: Answer401UnauthenticatedInvalidToken
        403: Answer403Forbidden
        404: Answer404NotFound
        409: Answer409InStockConflictIdempotencyInProgress
        413: Answer413BodyTooLarge
        415: Answer415UnsupportedMediaType
        422: Answer422IdempotencyKeyReused
        429: Answer429TooManyRequests
        500: Answer500InternalError
        503: Answer503ProviderUnavailable
      }
    }
    /**
     * No longer be told when it is back in stock; repeating it changes nothing
     */
    delete: {
      parameters: {
        path: {
          productId: Sku
        }
        header?: {
          traceparent?: string
        }
      }
      responses: {
        204: {
          content?: never
        }
        400: Answer400ValidationFailed
        401: Answer401UnauthenticatedInvalidToken
        403: Answer403Forbidden
        404: Answer404NotFound
        409: Answer409Conflict
        429: Answer429TooManyRequests
        500: Answer500InternalError
        503: Answer503ProviderUnavailable
      }
    }
  }
  '/api/inventory/subscriptions': {
    /**
     * What you wait for to be back in stock, newest first
     */
    get: {
      parameters: {
        query?: {
          limit?: number
          cursor?: string
        }
        header?: {
          traceparent?: string
        }
      }
      responses: {
        200: {
          content: {
            'application/json': {
              items: Subscription[]
              nextCursor: string | null
            }
          }
        }
        400: Answer400ValidationFailedInvalidCursor
        401: Answer401UnauthenticatedInvalidToken
        403: Answer403Forbidden
        429: Answer429TooManyRequests
        500: Answer500InternalError
        503: Answer503
      }
    }
  }
  '/api/payments': {
    /**
     * Pay an order with a card token of the provider
     */
    post: {
      parameters: {
        header: {
          'Idempotency-Key': string
          traceparent?: string
        }
      }
      requestBody: {
        content: {
          'application/json': {
            orderId: Id
            method: {
              type: 'card'
              token: string
            }
          }
        }
      }
      responses: {
        201: {
          content: {
            'application/json': {
              payment: Payment
            }
          }
        }
        400: Answer400MalformedRequestValidationFailedIdempotencyKeyRequired
        401: Answer401UnauthenticatedInvalidToken
        403: Answer403Forbidden
        404: Answer404NotFound
        409: Answer409OrderNotPayablePaymentExistsConflictIdempotencyInProgress
        413: Answer413BodyTooLarge
        415: Answer415UnsupportedMediaType
        422: Answer422IdempotencyKeyReused
        429: Answer429TooManyRequests
        500: Answer500InternalError
        503: Answer503ProviderUnavailable
      }
    }
  }
  '/api/payments/{id}': {
    /**
     * A payment of the caller; staff: any
     */
    get: {
      parameters: {
        path: {
          id: Id
        }
        header?: {
          'If-None-Match'?: string
          traceparent?: string
        }
      }
      responses: {
        200: {
          content: {
            'application/json': {
              payment: Payment
            }
          }
        }
        304: {
          content?: never
        }
        400: Answer400ValidationFailed
        401: Answer401UnauthenticatedInvalidToken
        403: Answer403Forbidden
        404: Answer404NotFound
        429: Answer429TooManyRequests
        500: Answer500InternalError
        503: Answer503
      }
    }
  }
  '/api/payments/callback': {
    /**
     * What the payment provider reports, signed in X-Payment-Signature or Stripe-Signature
     */
    post: {
      parameters: {
        header?: {
          'X-Payment-Signature'?: string
          'Stripe-Signature'?: string
          traceparent?: string
        }
      }
      requestBody: {
        content: {
          /**
           * As its sender defines it; the signature is over these very bytes.
           */
          'application/json': {
            [k: string]: unknown
          }
        }
      }
      responses: {
        200: {
          content: {
            'application/json': {
              received: boolean
            }
          }
        }
        400: Answer400MalformedRequestValidationFailed
        401: Answer401InvalidSignature
        404: Answer404NotFound
        409: Answer409Conflict
        413: Answer413BodyTooLarge
        429: Answer429
        500: Answer500InternalError
        503: Answer503
      }
    }
  }
  '/api/payments/refund': {
    /**
     * Give a captured payment back, in parts or whole
     */
    post: {
      parameters: {
        header: {
          'Idempotency-Key': string
          traceparent?: string
        }
      }
      requestBody: {
        content: {
          'application/json': {
            paymentId: Id
            /**
             * Absent: all that is left.
             */
            amount?: {
              /**
               * Absent: all that is left.
               */
              amount: number
              currency: Currency
            }
            /**
             * Before it is checked white space around it is cut off.
             */
            reason: string
          }
        }
      }
      responses: {
        201: {
          content: {
            'application/json': {
              payment: Payment
              refund: PaymentsRefund
            }
          }
        }
        400: Answer400MalformedRequestValidationFailedIdempotencyKeyRequired
        401: Answer401UnauthenticatedInvalidToken
        403: Answer403Forbidden
        404: Answer404NotFound
        409: Answer409PaymentNotRefundableRefundExceedsPaymentConflictIdempotencyInProgress
        413: Answer413BodyTooLarge
        415: Answer415UnsupportedMediaType
        422: Answer422IdempotencyKeyReused
        429: Answer429TooManyRequests
        500: Answer500InternalError
        503: Answer503ProviderUnavailable
      }
    }
  }
  '/api/shipping/callback': {
    /**
     * What the carrier reports of a shipment, signed in X-Carrier-Signature
     */
    post: {
      parameters: {
        header: {
          'X-Carrier-Signature': string
          traceparent?: string
        }
      }
      requestBody: {
        content: {
          /**
           * As its sender defines it; the signature is over these very bytes.
           */
          'application/json': {
            [k: string]: unknown
          }
        }
      }
      responses: {
        200: {
          content: {
            'application/json': {
              received: boolean
            }
          }
        }
        400: Answer400MalformedRequestValidationFailed
        401: Answer401InvalidSignature
        404: Answer404NotFound
        409: Answer409Conflict
        413: Answer413BodyTooLarge
        429: Answer429
        500: Answer500InternalError
        503: Answer503
      }
    }
  }
  '/api/notifications': {
    /**
     * Your inbox, newest first
     */
    get: {
      parameters: {
        query?: {
          limit?: number
          cursor?: string
          unread?: 'true' | 'false'
        }
        header?: {
          traceparent?: string
        }
      }
      responses: {
        200: {
          content: {
            'application/json': {
              items: Notification[]
              nextCursor: string | null
            }
          }
        }
        400: Answer400ValidationFailedInvalidCursor
        401: Answer401UnauthenticatedInvalidToken
        403: Answer403Forbidden
        429: Answer429TooManyRequests
        500: Answer500InternalError
        503: Answer503
      }
    }
  }
  '/api/notifications/{id}/read': {
    /**
     * Mark one of your messages as read
     */
    put: {
      parameters: {
        path: {
          id: Id
        }
        header?: {
          'If-Match'?: string
          traceparent?: string
        }
      }
      responses: {
        200: {
          content: {
            'application/json': {
              notification: Notification
            }
          }
        }
        400: Answer400ValidationFailed
        401: Answer401UnauthenticatedInvalidToken
        403: Answer403Forbidden
        404: Answer404NotFound
        409: Answer409Conflict
        412: Answer412VersionMismatch
        429: Answer429TooManyRequests
        500: Answer500InternalError
        503: Answer503
      }
    }
  }
  '/api/notifications/read-all': {
    /**
     * Mark all your messages as read
     */
    post: {
      parameters: {
        header?: {
          traceparent?: string
        }
      }
      responses: {
        204: {
          content?: never
        }
        400: Answer400ValidationFailed
        401: Answer401UnauthenticatedInvalidToken
        403: Answer403Forbidden
        409: Answer409Conflict
        429: Answer429TooManyRequests
        500: Answer500InternalError
        503: Answer503
      }
    }
  }
  '/api/notifications/email': {
    /**
     * Have an e-mail sent to an address, or to a user who wants such e-mail
     */
    post: {
      parameters: {
        header?: {
          'Idempotency-Key'?: string
          traceparent?: string
        }
      }
      requestBody: {
        content: {
          'application/json':
            | {
                to?: Email
                userId?: Id
                locale?: string
                template: 'order-placed'
                data?: {
                  orderId?: string
                  number: string
                  total: Money
                }
              }
            | {
                to?: Email
                userId?: Id
                locale?: string
                template: 'order-paid'
                data?: {
                  orderId?: string
                  number: string
                  amount: Money
                }
              }
            | {
                to?: Email
                userId?: Id
                locale?: string
                template: 'order-confirmed'
                data?: {
                  orderId?: string
                  number: string
                  lines: {
                    name: string
                    quantity: number
                    lineTotal: Money
                  }[]
                  discount?: Money
                  shippingFee?: Money
                  tax?: Money
                  total: Money
                }
              }
            | {
                to?: Email
                userId?: Id
                locale?: string
                template: 'order-cancelled'
                data?: {
                  orderId?: string
                  number: string
                  reason: 'OUT_OF_STOCK' | 'PAYMENT_TIMEOUT' | 'CUSTOMER' | 'STAFF' | 'CHECKOUT_FAILED'
                }
              }
            | {
                to?: Email
                userId?: Id
                locale?: string
                template: 'order-shipped'
                data?: {
                  orderId?: string
                  number: string
                  trackingNumber?: string
                }
              }
            | {
                to?: Email
                userId?: Id
                locale?: string
                template: 'order-delivered'
                data?: {
                  orderId?: string
                  number: string
                }
              }
            | {
                to?: Email
                userId?: Id
                locale?: string
                template: 'order-refunded'
                data?: {
                  orderId?: string
                  number: string
                  refunded: Money
                }
              }
            | {
                to?: Email
                userId?: Id
                locale?: string
                template: 'order-returned'
                data?: {
                  orderId?: string
                  number: string
                  refunded: Money
                }
              }
            | {
                to?: Email
                userId?: Id
                locale?: string
                template: 'payment-failed'
                data?: {
                  orderId?: string
                  number: string
                }
              }
            | {
                to?: Email
                userId?: Id
                locale?: string
                template: 'back-in-stock'
                data?: {
                  productName: string
                }
              }
            | {
                to?: Email
                userId?: Id
                locale?: string
                template: 'low-stock'
                data?: {
                  productName: string
                  sku: string
                  available: number
                  lowStockThreshold: number
                }
              }
            | {
                to?: Email
                userId?: Id
                locale?: string
                template: 'announcement'
                data?: {
                  /**
                   * Before it is checked white space around it is cut off.
                   */
                  title: string
                  /**
                   * Before it is checked white space around it is cut off.
                   */
                  text: string
                }
              }
            | {
                to?: Email
                userId?: Id
                locale?: string
                template: 'text-message'
                data?: {
                  /**
                   * Before it is checked white space around it is cut off.
                   */
                  text: string
                }
              }
        }
      }
      responses: {
        202: {
          content: {
            'application/json': {
              notification: Notification
            }
          }
        }
        400: Answer400MalformedRequestValidationFailed
        401: Answer401UnauthenticatedInvalidToken
        403: Answer403Forbidden
        404: Answer404NotFound
        409: Answer409ConflictIdempotencyInProgress
        413: Answer413BodyTooLarge
        415: Answer415UnsupportedMediaType
        422: Answer422IdempotencyKeyReused
        429: Answer429TooManyRequests
        500: Answer500InternalError
        503: Answer503ProviderUnavailable
      }
    }
  }
  '/api/notifications/sms': {
    /**
     * Have an SMS sent to a number, or to a user who wants such SMS
     */
    post: {
      parameters: {
        header?: {
          'Idempotency-Key'?: string
          traceparent?: string
        }
      }
      requestBody: {
        content: {
          'application/json':
            | {
                /**
                 * A telephone number such as "+15550100000".
                 */
                to?: string
                userId?: Id
                locale?: string
                template?: 'text-message'
                /**
                 * Before it is checked white space around it is cut off.
                 */
                text: string
              }
            | {
                /**
                 * A telephone number such as "+15550100000".
                 */
                to?: string
                userId?: Id
                locale?: string
                template: 'order-placed'
                data?: {
                  orderId?: string
                  number: string
                  total: Money
                }
              }
            | {
                /**
                 * A telephone number such as "+15550100000".
                 */
                to?: string
                userId?: Id
                locale?: string
                template: 'order-paid'
                data?: {
                  orderId?: string
                  number: string
                  amount: Money
                }
              }
            | {
                /**
                 * A telephone number such as "+15550100000".
                 */
                to?: string
                userId?: Id
                locale?: string
                template: 'order-confirmed'
                data?: {
                  orderId?: string
                  number: string
                  lines: {
                    name: string
                    quantity: number
                    lineTotal: Money
                  }[]
                  discount?: Money
                  shippingFee?: Money
                  tax?: Money
                  total: Money
                }
              }
            | {
                /**
                 * A telephone number such as "+15550100000".
                 */
                to?: string
                userId?: Id
                locale?: string
                template: 'order-cancelled'
                data?: {
                  orderId?: string
                  number: string
                  reason: 'OUT_OF_STOCK' | 'PAYMENT_TIMEOUT' | 'CUSTOMER' | 'STAFF' | 'CHECKOUT_FAILED'
                }
              }
            | {
                /**
                 * A telephone number such as "+15550100000".
                 */
                to?: string
                userId?: Id
                locale?: string
                template: 'order-shipped'
                data?: {
                  orderId?: string
                  number: string
                  trackingNumber?: string
                }
              }
            | {
                /**
                 * A telephone number such as "+15550100000".
                 */
                to?: string
                userId?: Id
                locale?: string
                template: 'order-delivered'
                data?: {
                  orderId?: string
                  number: string
                }
              }
            | {
                /**
                 * A telephone number such as "+15550100000".
                 */
                to?: string
                userId?: Id
                locale?: string
                template: 'order-refunded'
                data?: {
                  orderId?: string
                  number: string
                  refunded: Money
                }
              }
            | {
                /**
                 * A telephone number such as "+15550100000".
                 */
                to?: string
                userId?: Id
                locale?: string
                template: 'order-returned'
                data?: {
                  orderId?: string
                  number: string
                  refunded: Money
                }
              }
            | {
                /**
                 * A telephone number such as "+15550100000".
                 */
                to?: string
                userId?: Id
                locale?: string
                template: 'payment-failed'
                data?: {
                  orderId?: string
                  number: string
                }
              }
            | {
                /**
                 * A telephone number such as "+15550100000".
                 */
                to?: string
                userId?: Id
                locale?: string
                template: 'back-in-stock'
                data?: {
                  productName: string
                }
              }
            | {
                /**
                 * A telephone number such as "+15550100000".
                 */
                to?: string
                userId?: Id
                locale?: string
                template: 'low-stock'
                data?: {
                  productName: string
                  sku: string
                  available: number
                  lowStockThreshold: number
                }
              }
            | {
                /**
                 * A telephone number such as "+15550100000".
                 */
                to?: string
                userId?: Id
                locale?: string
                template: 'announcement'
                data?: {
                  /**
                   * Before it is checked white space around it is cut off.
                   */
                  title: string
                  /**
                   * Before it is checked white space around it is cut off.
                   */
                  text: string
                }
              }
        }
      }
      responses: {
        202: {
          content: {
            'application/json': {
              notification: Notification
            }
          }
        }
        400: Answer400MalformedRequestValidationFailed
        401: Answer401UnauthenticatedInvalidToken
        403: Answer403Forbidden
        404: Answer404NotFound
        409: Answer409ConflictIdempotencyInProgress
        413: Answer413BodyTooLarge
        415: Answer415UnsupportedMediaType
        422: Answer422IdempotencyKeyReused
        429: Answer429TooManyRequests
        500: Answer500InternalError
        503: Answer503ProviderUnavailable
      }
    }
  }
  '/api/notifications/preferences': {
    /**
     * Which messages you get on which channel
     */
    get: {
      parameters: {
        header?: {
          'If-None-Match'?: string
          traceparent?: string
        }
      }
      responses: {
        200: {
          content: {
            'application/json': Preferences
          }
        }
        304: {
          content?: never
        }
        400: Answer400ValidationFailed
        401: Answer401UnauthenticatedInvalidToken
        403: Answer403Forbidden
        429: Answer429TooManyRequests
        500: Answer500InternalError
        503: Answer503
      }
    }
    /**
     * Change which messages you get; what is left out stays as it is
     */
    put: {
      parameters: {
        header?: {
          'If-Match'?: string
          traceparent?: string
        }
      }
      requestBody: {
        content: {
          'application/json': PreferencesChange
        }
      }
      responses: {
        200: {
          content: {
            'application/json': Preferences
          }
        }
        400: Answer400MalformedRequestValidationFailed
        401: Answer401UnauthenticatedInvalidToken
        403: Answer403Forbidden
        409: Answer409Conflict
        412: Answer412VersionMismatch
        413: Answer413BodyTooLarge
        415: Answer415UnsupportedMediaType
        429: Answer429TooManyRequests
        500: Answer500InternalError
        503: Answer503
      }
    }
  }
  '/api/products/search': {
    /**
     * Products by what they are called and described as, best first
     */
    get: {
      parameters: {
        query?: {
          limit?: number
          cursor?: string
          /**
           * Empty or absent: every product. The last word may be the beginning of one.
           */
          q?: string
          /**
           * A category and those below it.
           */
          category?: string
          brand?: string
          /**
           * Minor units.
           */
          minPrice?: number
          /**
           * Minor units.
           */
          maxPrice?: number
          /**
           * Stars at least.
           */
          rating?: number
          /**
           * `true`: only what can be bought now.
           */
          inStock?: 'true' | 'false'
          /**
           * Without words, relevance is newest first.
           */
          sort?: 'relevance' | 'newest' | 'price' | '-price' | 'rating' | 'name'
          /**
           * Language of the answer; what Accept-Language says otherwise. Found are words of both.
           */
          locale?: 'en' | 'zh'
        }
        header?: {
          'If-None-Match'?: string
          traceparent?: string
        }
      }
      responses: {
        200: {
          content: {
            'application/json': SearchResult
          }
        }
        304: {
          content?: never
        }
        400: Answer400ValidationFailedInvalidCursor
        429: Answer429
        500: Answer500InternalError
        503: Answer503
      }
    }
  }
  '/api/products/search/rebuild': {
    /**
     * Make the search index anew from the catalog; searches go on with the old one meanwhile
     */
    post: {
      parameters: {
        header?: {
          'Idempotency-Key'?: string
          traceparent?: string
        }
      }
      requestBody?: {
        content: {
          'application/json': {}
        }
      }
      responses: {
        202: {
          content: {
            'application/json': {
              rebuild: Rebuild
            }
          }
        }
        400: Answer400MalformedRequestValidationFailed
        401: Answer401UnauthenticatedInvalidToken
        403: Answer403Forbidden
        409: Answer409ConflictIdempotencyInProgress
        413: Answer413BodyTooLarge
        415: Answer415UnsupportedMediaType
        422: Answer422IdempotencyKeyReused
        429: Answer429TooManyRequests
        500: Answer500InternalError
        503: Answer503
      }
    }
    /**
     * How far the last rebuild of the search index is
     */
    get: {
      parameters: {
        header?: {
          traceparent?: string
        }
      }
      responses: {
        200: {
          content: {
            'application/json': {
              rebuild: Rebuild
            }
          }
        }
        400: Answer400ValidationFailed
        401: Answer401UnauthenticatedInvalidToken
        403: Answer403Forbidden
        404: Answer404NotFound
        429: Answer429TooManyRequests
        500: Answer500InternalError
        503: Answer503
      }
    }
  }
  '/api/storefront/home': {
    /**
     * The first page of the shop: the category tree, the newest products and the best rated ones at once
     */
    get: {
      parameters: {
        header?: {
          'If-None-Match'?: string
          'Accept-Language'?: string
          traceparent?: string
        }
      }
      responses: {
        200: {
          content: {
            'application/json': {
              categories: CategoryBranch[] | null
              newest: ListedProduct[] | null
              topRated: ListedProduct[] | null
              degraded: string[]
            }
          }
        }
        304: {
          content?: never
        }
        400: Answer400ValidationFailed
        429: Answer429
        500: Answer500InternalError
        503: Answer503ProviderUnavailable
      }
    }
  }
  '/api/storefront/products/{id}': {
    /**
     * The page of a product by id, slug or sku: product, stock, rating, first reviews and recommendations at once
     */
    get: {
      parameters: {
        path: {
          id: string
        }
        header?: {
          'If-None-Match'?: string
          'Accept-Language'?: string
          traceparent?: string
        }
      }
      responses: {
        200: {
          content: {
            'application/json': {
              product: Product | null
              stock: ProductStock | null
              rating: {
                average: number
                count: number
              } | null
              /**
               * The newest ones; the rest is at `GET /api/products/{id}/reviews`.
               */
              reviews: Review[] | null
              /**
               * Of the same category and brand first.
               */
              recommendations: ListedProduct[] | null
              degraded: string[]
            }
          }
        }
        304: {
          content?: never
        }
        400: Answer400ValidationFailed
        404: Answer404NotFound
        429: Answer429
        500: Answer500InternalError
        503: Answer503ProviderUnavailable
      }
    }
  }
  '/health': {
    /**
     * Whether requests are answered, and by which version
     */
    get: {
      parameters: {
        header?: {
          traceparent?: string
        }
      }
      responses: {
        200: {
          content: {
            'application/json': {
              status: 'ok'
              version: string
              stage: string
            }
          }
        }
        400: Answer400ValidationFailed
        429: Answer429
        500: Answer500InternalError
        503: Answer503
      }
    }
  }
  '/openapi.json': {
    /**
     * This document: OpenAPI 3.1
     */
    get: {
      parameters: {
        header?: {
          'If-None-Match'?: string
          traceparent?: string
        }
      }
      responses: {
        200: {
          content: {
            'application/json': {
              [k: string]: unknown
            }
          }
        }
        304: {
          content?: never
        }
        400: Answer400ValidationFailed
        429: Answer429
        500: Answer500InternalError
        503: Answer503
      }
    }
  }
  '/docs': {
    /**
     * The API as a page to read
     */
    get: {
      parameters: {
        header?: {
          'If-None-Match'?: string
          traceparent?: string
        }
      }
      responses: {
        200: {
          content: {
            'text/html': string
          }
        }
        304: {
          content?: never
        }
        400: Answer400ValidationFailed
        429: Answer429
        500: Answer500InternalError
        503: Answer503
      }
    }
  }
  '/demo/pictures/{shape}/{palette}/{slug}': {
    /**
     * The generated picture of a demo product, as SVG
     */
    get: {
      parameters: {
        path: {
          shape: string
          palette: string
          slug: string
        }
        header?: {
          'If-None-Match'?: string
          traceparent?: string
        }
      }
      responses: {
        200: {
          content: {
            'image/svg+xml': string
          }
        }
        304: {
          content?: never
        }
        400: Answer400ValidationFailed
        404: Answer404NotFound
        429: Answer429
        500: Answer500InternalError
        503: Answer503
      }
    }
  }
}
export interface User {
  id: Id
  email: string
  name: string
  role: 'customer' | 'staff' | 'admin'
  phone?: string
  locale: string
  marketingConsent: boolean
  createdAt: Timestamp
  version: number
}
export interface Answer400MalformedRequestValidationFailedWeakPassword {
  content: {
    'application/problem+json': Problem & {
      status?: 400
      code?: 'MALFORMED_REQUEST' | 'VALIDATION_FAILED' | 'WEAK_PASSWORD'
    }
  }
}
/**
 * An error (RFC 9457). Programs decide by `code`, people read `detail`.
 */
export interface Problem {
  /**
   * Stable address of this kind of problem.
   */
  type: string
  /**
   * What the code means.
   */
  title: string
  /**
   * The HTTP status.
   */
  status: number
  /**
   * What happened and what to do.
   */
  detail: string
  /**
   * Stable: see docs/problems.md.
   */
  code:
    | 'MALFORMED_REQUEST'
    | 'VALIDATION_FAILED'
    | 'INVALID_CURSOR'
    | 'IDEMPOTENCY_KEY_REQUIRED'
    | 'INVALID_CODE'
    | 'WEAK_PASSWORD'
    | 'EMPTY_ORDER'
    | 'UNAUTHENTICATED'
    | 'INVALID_CREDENTIALS'
    | 'INVALID_TOKEN'
    | 'INVALID_SIGNATURE'
    | 'FORBIDDEN'
    | 'NOT_FOUND'
    | 'METHOD_NOT_ALLOWED'
    | 'EMAIL_TAKEN'
    | 'OUT_OF_STOCK'
    | 'PURCHASE_LIMIT'
    | 'STOCK_RESERVED'
    | 'IN_STOCK'
    | 'UNAVAILABLE'
    | 'PRICE_CHANGED'
    | 'ILLEGAL_TRANSITION'
    | 'COUPON_INVALID'
    | 'COUPON_NOT_YET_VALID'
    | 'COUPON_EXPIRED'
    | 'COUPON_EXHAUSTED'
    | 'COUPON_ALREADY_USED'
    | 'COUPON_MINIMUM_NOT_MET'
    | 'COUPON_NOT_APPLICABLE'
    | 'ORDER_NOT_RETURNABLE'
    | 'RETURN_EXCEEDS_ORDER'
    | 'ORDER_NOT_PAYABLE'
    | 'PAYMENT_EXISTS'
    | 'PAYMENT_NOT_REFUNDABLE'
    | 'REFUND_EXCEEDS_PAYMENT'
    | 'ALREADY_EXISTS'
    | 'LIMIT_REACHED'
    | 'CONFLICT'
    | 'REFERENCE_REUSED'
    | 'IDEMPOTENCY_IN_PROGRESS'
    | 'VERSION_MISMATCH'
    | 'BODY_TOO_LARGE'
    | 'UNSUPPORTED_MEDIA_TYPE'
    | 'IDEMPOTENCY_KEY_REUSED'
    | 'TOO_MANY_REQUESTS'
    | 'INTERNAL_ERROR'
    | 'PROVIDER_UNAVAILABLE'
  /**
   * The same as `X-Request-Id`.
   */
  requestId: string
  /**
   * Each bad field, such as `body.lines[0].quantity`, or each order line by its sku.
   */
  errors?: {
    path: string
    message: string
  }[]
}
export interface Answer409EmailTakenConflictIdempotencyInProgress {
  content: {
    'application/problem+json': Problem & {
      status?: 409
      code?: 'EMAIL_TAKEN' | 'CONFLICT' | 'IDEMPOTENCY_IN_PROGRESS'
    }
  }
}
export interface Answer413BodyTooLarge {
  content: {
    'application/problem+json': Problem & {
      status?: 413
      code?: 'BODY_TOO_LARGE'
    }
    'application/json': GatewayMessage
  }
}
/**
 * The gateway’s own answer, when a request came to no function.
 */
export interface GatewayMessage {
  message: string | null
}
export interface Answer415UnsupportedMediaType {
  content: {
    'application/problem+json': Problem & {
      status?: 415
      code?: 'UNSUPPORTED_MEDIA_TYPE'
    }
  }
}
export interface Answer422IdempotencyKeyReused {
  content: {
    'application/problem+json': Problem & {
      status?: 422
      code?: 'IDEMPOTENCY_KEY_REUSED'
    }
  }
}
export interface Answer429TooManyRequests {
  content: {
    'application/problem+json': Problem & {
      status?: 429
      code?: 'TOO_MANY_REQUESTS'
    }
    'application/json': GatewayMessage
  }
}
export interface Answer500InternalError {
  content: {
    'application/problem+json': Problem & {
      status?: 500
      code?: 'INTERNAL_ERROR'
    }
    'application/json': GatewayMessage
  }
}
export interface Answer503 {
  content: {
    'application/json': GatewayMessage
  }
}
export interface Tokens {
  accessToken: string
  refreshToken: string
  tokenType: 'Bearer'
  /**
   * Seconds until the access token ends.
   */
  expiresIn: number
  user: User
}
export interface Answer400MalformedRequestValidationFailed {
  content: {
    'application/problem+json': Problem & {
      status?: 400
      code?: 'MALFORMED_REQUEST' | 'VALIDATION_FAILED'
    }
  }
}
export interface Answer401InvalidCredentials {
  content: {
    'application/problem+json': Problem & {
      status?: 401
      code?: 'INVALID_CREDENTIALS'
    }
  }
}
export interface Answer409Conflict {
  content: {
    'application/problem+json': Problem & {
      status?: 409
      code?: 'CONFLICT'
    }
  }
}
export interface Answer401InvalidToken {
  content: {
    'application/problem+json': Problem & {
      status?: 401
      code?: 'INVALID_TOKEN'
    }
  }
}
export interface Answer429 {
  content: {
    'application/json': GatewayMessage
  }
}
export interface Answer401UnauthenticatedInvalidToken {
  content: {
    'application/problem+json': Problem & {
      status?: 401
      code?: 'UNAUTHENTICATED' | 'INVALID_TOKEN'
    }
  }
}
export interface Answer403Forbidden {
  content: {
    'application/problem+json': Problem & {
      status?: 403
      code?: 'FORBIDDEN'
    }
  }
}
export interface Answer401UnauthenticatedInvalidCredentialsInvalidToken {
  content: {
    'application/problem+json': Problem & {
      status?: 401
      code?: 'UNAUTHENTICATED' | 'INVALID_CREDENTIALS' | 'INVALID_TOKEN'
    }
  }
}
export interface Answer404NotFound {
  content: {
    'application/problem+json': Problem & {
      status?: 404
      code?: 'NOT_FOUND'
    }
  }
}
export interface Answer400MalformedRequestValidationFailedInvalidCodeWeakPassword {
  content: {
    'application/problem+json': Problem & {
      status?: 400
      code?: 'MALFORMED_REQUEST' | 'VALIDATION_FAILED' | 'INVALID_CODE' | 'WEAK_PASSWORD'
    }
  }
}
export interface Answer400ValidationFailed {
  content: {
    'application/problem+json': Problem & {
      status?: 400
      code?: 'VALIDATION_FAILED'
    }
  }
}
export interface Answer412VersionMismatch {
  content: {
    'application/problem+json': Problem & {
      status?: 412
      code?: 'VERSION_MISMATCH'
    }
  }
}
export interface Address {
  id: Id
  /**
   * Before it is checked white space around it is cut off.
   */
  recipient: string
  phone: Phone
  /**
   * Before it is checked white space around it is cut off.
   */
  line1: string
  line2?: string
  /**
   * Before it is checked white space around it is cut off.
   */
  city: string
  region?: string
  /**
   * Before it is checked white space around it is cut off.
   */
  postalCode: string
  country: string
  isDefault: boolean
  createdAt: Timestamp
  version: number
}
export interface Session {
  id: Id
  createdAt: Timestamp
  expiresAt: Timestamp
  revokedAt?: Timestamp
}
export interface Answer400ValidationFailedInvalidCursor {
  content: {
    'application/problem+json': Problem & {
      status?: 400
      code?: 'VALIDATION_FAILED' | 'INVALID_CURSOR'
    }
  }
}
export interface Answer503ProviderUnavailable {
  content: {
    'application/problem+json': Problem & {
      status?: 503
      code?: 'PROVIDER_UNAVAILABLE'
    }
    'application/json': GatewayMessage
  }
}
export interface AddressInput {
  /**
   * Before it is checked white space around it is cut off.
   */
  recipient: string
  phone: Phone
  /**
   * Before it is checked white space around it is cut off.
   */
  line1: string
  line2?: string
  /**
   * Before it is checked white space around it is cut off.
   */
  city: string
  region?: string
  /**
   * Before it is checked white space around it is cut off.
   */
  postalCode: string
  country: string
  isDefault?: boolean
}
export interface Answer409LimitReachedConflictIdempotencyInProgress {
  content: {
    'application/problem+json': Problem & {
      status?: 409
      code?: 'LIMIT_REACHED' | 'CONFLICT' | 'IDEMPOTENCY_IN_PROGRESS'
    }
  }
}
export interface Answer409ConflictIdempotencyInProgress {
  content: {
    'application/problem+json': Problem & {
      status?: 409
      code?: 'CONFLICT' | 'IDEMPOTENCY_IN_PROGRESS'
    }
  }
}
export interface ApiKey {
  id: Id
  name: string
  scopes: ('inventory:write' | 'notifications:send' | 'catalog:write' | 'orders:read')[]
  createdAt: Timestamp
  expiresAt?: Timestamp
  lastUsedAt?: Timestamp
}
/**
 * A product as every list shows it: of the catalog, of search, of the storefront.
 */
export interface ListedProduct {
  id: string
  sku: string
  slug: string
  name: string
  description: string
  price: Money
  category: string
  brand?: string
  images: string[]
  attributes: {
    [k: string]: string
  }
  tags: string[]
  /**
   * Average with two decimals, 0 without reviews.
   */
  rating: {
    average: number
    count: number
  }
  availability: Availability
  status: 'active' | 'draft'
  createdAt: Timestamp
  updatedAt: Timestamp
  version: number
  /**
   * Where there are options: each is bought by its own sku. The product itself tells the stock of each.
   */
  variants?: {
    sku: string
    options: {
      [k: string]: string
    }
    price: Money
  }[]
}
/**
 * Integer minor units (cents) and an ISO 4217 code.
 */
export interface Money {
  amount: number
  currency: Currency
}
export interface NewProduct {
  sku: Sku
  /**
   * Before it is checked white space around it is cut off.
   */
  name: string
  price: Money
  category: CategorySlug
  /**
   * Units of the product, all variants together, that one customer may buy over all their orders.
   */
  maxPerCustomer?: number
  /**
   * This word is a path of the API.
   */
  slug?: string
  description?: string
  /**
   * @maxItems 30
   */
  images?: string[]
  /**
   * 0 to 100 entries.
   */
  attributes?: {
    [k: string]: string
  }
  /**
   * Before it is checked white space around it is cut off.
   */
  brand?: string
  /**
   * @maxItems 50
   *
   * Items: Before it is checked white space around it is cut off.
   */
  tags?: string[]
  /**
   * @maxItems 80
   */
  variants?: {
    sku: Sku
    /**
     * 1 to 10 entries.
     */
    options: {
      /**
       * Before it is checked white space around it is cut off.
       */
      [k: string]: string
    }
    price?: Money
  }[]
  translations?: {
    zh?: {
      /**
       * Before it is checked white space around it is cut off.
       */
      name: string
      description?: string
    }
  }
  status?: 'active' | 'draft'
}
/**
 * A product as its own page shows it.
 */
export interface Product {
  id: string
  sku: string
  slug: string
  name: string
  description: string
  price: Money
  category: string
  brand?: string
  images: string[]
  attributes: {
    [k: string]: string
  }
  tags: string[]
  rating: {
    average: number
    count: number
  }
  availability: Availability
  status: 'active' | 'draft'
  createdAt: Timestamp
  updatedAt: Timestamp
  version: number
  /**
   * Units that one customer may buy, over all their orders; absent where there is no limit.
   */
  maxPerCustomer?: number
  /**
   * Where there are options: each can be bought by its own sku.
   */
  variants?: {
    sku: string
    options: {
      [k: string]: string
    }
    price: Money
    availability: Availability
    /**
     * Units, as last told by inventory; absent before.
     */
    available?: number
  }[]
  translations?: {
    zh?: {
      name: string
      description?: string
    }
  }
}
export interface Answer409AlreadyExistsConflictIdempotencyInProgress {
  content: {
    'application/problem+json': Problem & {
      status?: 409
      code?: 'ALREADY_EXISTS' | 'CONFLICT' | 'IDEMPOTENCY_IN_PROGRESS'
    }
  }
}
/**
 * A category with those below it.
 */
export interface CategoryBranch {
  slug: string
  name: string
  /**
   * Listed products, those of the categories below included.
   */
  count: number
  children: CategoryBranch[]
}
/**
 * The fields given are replaced, the others stay; `null` takes the limit away.
 */
export interface ProductChanges {
  sku?: Sku
  /**
   * Before it is checked white space around it is cut off.
   */
  name?: string
  price?: Money
  category?: CategorySlug
  /**
   * Units of the product, all variants together, that one customer may buy over all their orders.
   */
  maxPerCustomer?: number | null
  /**
   * This word is a path of the API.
   */
  slug?: string
  description?: string
  /**
   * @maxItems 30
   */
  images?: string[]
  /**
   * 0 to 100 entries.
   */
  attributes?: {
    [k: string]: string
  }
  /**
   * Before it is checked white space around it is cut off.
   */
  brand?: string
  /**
   * @maxItems 50
   *
   * Items: Before it is checked white space around it is cut off.
   */
  tags?: string[]
  /**
   * @maxItems 80
   */
  variants?: {
    sku: Sku
    /**
     * 1 to 10 entries.
     */
    options: {
      /**
       * Before it is checked white space around it is cut off.
       */
      [k: string]: string
    }
    price?: Money
  }[]
  translations?: {
    zh?: {
      /**
       * Before it is checked white space around it is cut off.
       */
      name: string
      description?: string
    }
  }
  status?: 'active' | 'draft'
}
export interface Answer409AlreadyExistsConflict {
  content: {
    'application/problem+json': Problem & {
      status?: 409
      code?: 'ALREADY_EXISTS' | 'CONFLICT'
    }
  }
}
/**
 * Says nothing of who wrote it. Title and text are text, never markup.
 */
export interface Review {
  id: string
  productId: string
  rating: Stars
  title: string
  text: string
  /**
   * Written by somebody who bought it.
   */
  verified: boolean
  createdAt: Timestamp
  updatedAt?: Timestamp
  version: number
}
export interface NewReview {
  rating: Stars
  /**
   * Before it is checked white space around it is cut off.
   */
  title: string
  /**
   * Before it is checked white space around it is cut off.
   */
  text: string
}
/**
 * The fields given are replaced, the others stay.
 */
export interface ReviewChanges {
  rating?: Stars
  /**
   * Before it is checked white space around it is cut off.
   */
  title?: string
  /**
   * Before it is checked white space around it is cut off.
   */
  text?: string
}
export interface Cart {
  id: string
  lines: {
    sku: string
    productId: string
    name: string
    quantity: number
    unitPrice: Money
    lineTotal: Money
    /**
     * Why it takes nothing off, as things are; `detail` says it for people.
     */
    problem?: 'OUT_OF_STOCK' | 'PRICE_CHANGED' | 'UNAVAILABLE'
  }[]
  subtotal: Money
  discount: Money
  coupon?: {
    code: string
    /**
     * It takes nothing off the cart but makes its order ship free.
     */
    freeShipping: boolean
    /**
     * Why it takes nothing off, as things are; `detail` says it for people.
     */
    problem?:
      | 'COUPON_INVALID'
      | 'COUPON_NOT_YET_VALID'
      | 'COUPON_EXPIRED'
      | 'COUPON_EXHAUSTED'
      | 'COUPON_ALREADY_USED'
      | 'COUPON_MINIMUM_NOT_MET'
      | 'COUPON_NOT_APPLICABLE'
      | 'PROVIDER_UNAVAILABLE'
    detail?: string
  }
  total: Money
  itemCount: number
  version: number
  /**
   * A guest's: to be sent as X-Cart-Token.
   */
  token?: string
}
export interface Answer409UnavailableConflictIdempotencyInProgress {
  content: {
    'application/problem+json': Problem & {
      status?: 409
      code?: 'UNAVAILABLE' | 'CONFLICT' | 'IDEMPOTENCY_IN_PROGRESS'
    }
  }
}
export interface Answer409UnavailableConflict {
  content: {
    'application/problem+json': Problem & {
      status?: 409
      code?: 'UNAVAILABLE' | 'CONFLICT'
    }
  }
}
export interface Answer409CouponInvalidCouponNotYetValidCouponExpiredCouponExhaustedCouponAlreadyUsedCouponMinimumNotMetCouponNotApplicableConflict {
  content: {
    'application/problem+json': Problem & {
      status?: 409
      code?:
        | 'COUPON_INVALID'
        | 'COUPON_NOT_YET_VALID'
        | 'COUPON_EXPIRED'
        | 'COUPON_EXHAUSTED'
        | 'COUPON_ALREADY_USED'
        | 'COUPON_MINIMUM_NOT_MET'
        | 'COUPON_NOT_APPLICABLE'
        | 'CONFLICT'
    }
  }
}
/**
 * Where to deliver. `country` is an ISO 3166-1 alpha-2 code.
 */
export interface PostalAddress {
  /**
   * Before it is checked white space around it is cut off.
   */
  recipient: string
  phone: Phone
  /**
   * Before it is checked white space around it is cut off.
   */
  line1: string
  line2?: string
  /**
   * Before it is checked white space around it is cut off.
   */
  city: string
  region?: string
  /**
   * Before it is checked white space around it is cut off.
   */
  postalCode: string
  country: string
}
export interface Order {
  id: string
  number: string
  customerId: string
  status: OrderStatus
  lines: {
    sku: string
    productId: string
    name: string
    quantity: number
    unitPrice: Money
    lineTotal: Money
    discount: Money
    tax: Money
  }[]
  subtotal: Money
  discount: Money
  shippingFee: Money
  tax: Money
  shippingTax: Money
  total: Money
  couponCode?: string
  shippingAddress: PostalAddress
  note?: string
  payment?: {
    id: string
    status: 'PENDING' | 'CAPTURED' | 'FAILED' | 'VOIDED' | 'PARTIALLY_REFUNDED' | 'REFUNDED'
    amount: Money
    refunded: Money
  }
  shipment?: {
    id: string
    status: 'REQUESTED' | 'DISPATCHED' | 'DELIVERED' | 'CANCELLED'
    carrier?: string
    trackingNumber?: string
  }
  /**
   * Only while the order is NEEDS_ATTENTION: its checkout got stuck, and staff look after it.
   */
  attention?: {
    reason: string
    since: Timestamp
    retries: number
    retryRequestedAt?: Timestamp
  }
  history: {
    status: OrderStatus
    at: Timestamp
    by: string
    reason?: string
  }[]
  createdAt: Timestamp
  updatedAt: Timestamp
  version: number
}
export interface Answer400MalformedRequestValidationFailedIdempotencyKeyRequiredEmptyOrder {
  content: {
    'application/problem+json': Problem & {
      status?: 400
      code?: 'MALFORMED_REQUEST' | 'VALIDATION_FAILED' | 'IDEMPOTENCY_KEY_REQUIRED' | 'EMPTY_ORDER'
    }
  }
}
export interface Answer409OutOfStockPurchaseLimitUnavailableCouponInvalidCouponNotYetValidCouponExpiredCouponExhaustedCouponAlreadyUsedCouponMinimumNotMetCouponNotApplicableConflictIdempotencyInProgress {
  content: {
    'application/problem+json': Problem & {
      status?: 409
      code?:
        | 'OUT_OF_STOCK'
        | 'PURCHASE_LIMIT'
        | 'UNAVAILABLE'
        | 'COUPON_INVALID'
        | 'COUPON_NOT_YET_VALID'
        | 'COUPON_EXPIRED'
        | 'COUPON_EXHAUSTED'
        | 'COUPON_ALREADY_USED'
        | 'COUPON_MINIMUM_NOT_MET'
        | 'COUPON_NOT_APPLICABLE'
        | 'CONFLICT'
        | 'IDEMPOTENCY_IN_PROGRESS'
    }
  }
}
export interface Answer409IllegalTransitionConflict {
  content: {
    'application/problem+json': Problem & {
      status?: 409
      code?: 'ILLEGAL_TRANSITION' | 'CONFLICT'
    }
  }
}
export interface Answer409IllegalTransitionConflictIdempotencyInProgress {
  content: {
    'application/problem+json': Problem & {
      status?: 409
      code?: 'ILLEGAL_TRANSITION' | 'CONFLICT' | 'IDEMPOTENCY_IN_PROGRESS'
    }
  }
}
export interface TimelineEntry {
  eventId: string
  name: string
  at: Timestamp
  data: {
    [k: string]: unknown
  }
}
export interface Answer409OrderNotReturnableReturnExceedsOrderConflictIdempotencyInProgress {
  content: {
    'application/problem+json': Problem & {
      status?: 409
      code?: 'ORDER_NOT_RETURNABLE' | 'RETURN_EXCEEDS_ORDER' | 'CONFLICT' | 'IDEMPOTENCY_IN_PROGRESS'
    }
  }
}
/**
 * Of a product with variants: their sum and each.
 */
export interface ProductStock {
  productId: string
  sku: string
  onHand: number
  reserved: number
  available: number
  lowStockThreshold: number
  status: 'in_stock' | 'low' | 'out'
  spread?: number
  version: number
  variants?: Stock[]
}
/**
 * Units of a sku, or of all skus of a product together. `available` = `onHand` - `reserved`.
 */
export interface Stock {
  productId: string
  sku: string
  onHand: number
  reserved: number
  available: number
  lowStockThreshold: number
  status: 'in_stock' | 'low' | 'out'
  /**
   * Rows that its sales are spread over; absent for one.
   */
  spread?: number
  version: number
}
export interface Answer409StockReservedConflictIdempotencyInProgress {
  content: {
    'application/problem+json': Problem & {
      status?: 409
      code?: 'STOCK_RESERVED' | 'CONFLICT' | 'IDEMPOTENCY_IN_PROGRESS'
    }
  }
}
export interface LedgerEntry {
  id: string
  sku: string
  at: Timestamp
  type: 'adjust' | 'reserve' | 'release' | 'commit' | 'deduct' | 'restore'
  onHandDelta: number
  reservedDelta: number
  /**
   * Staff and service keys only, like `reason` and `by`.
   */
  reference?: string
  reason?: string
  by?: string
}
/**
 * The stock of now, and since when it is short. An alert opens at the threshold and closes well above it.
 */
export interface StockAlert {
  productId: string
  sku: string
  onHand: number
  reserved: number
  available: number
  lowStockThreshold: number
  status: 'in_stock' | 'low' | 'out'
  spread?: number
  version: number
  alert: {
    id: string
    status: 'open' | 'closed'
    openedAt: Timestamp
    closedAt: Timestamp | null
  }
}
export interface Line {
  sku: string
  quantity: number
}
export interface Answer409OutOfStockConflictReferenceReusedIdempotencyInProgress {
  content: {
    'application/problem+json': Problem & {
      status?: 409
      code?: 'OUT_OF_STOCK' | 'CONFLICT' | 'REFERENCE_REUSED' | 'IDEMPOTENCY_IN_PROGRESS'
    }
  }
}
export interface Subscription {
  id: string
  productId: string
  /**
   * Absent: any variant of the product.
   */
  sku?: string
  createdAt: Timestamp
}
export interface Answer409InStockConflictIdempotencyInProgress {
  content: {
    'application/problem+json': Problem & {
      status?: 409
      code?: 'IN_STOCK' | 'CONFLICT' | 'IDEMPOTENCY_IN_PROGRESS'
    }
  }
}
export interface Payment {
  id: string
  orderId: string
  status:
    'PENDING' | 'REQUIRES_ACTION' | 'AUTHORIZED' | 'CAPTURED' | 'FAILED' | 'VOIDED' | 'PARTIALLY_REFUNDED' | 'REFUNDED'
  amount: Money
  refunded: Money
  provider: string
  /**
   * What the payer has to do, while the status is REQUIRES_ACTION.
   */
  clientAction?:
    | {
        type: 'redirect'
        url: string
      }
    | {
        type: 'confirm'
        clientSecret: string
      }
  /**
   * Why it failed, such as `card_declined`.
   */
  failureReason?: string
  createdAt: Timestamp
  version: number
}
export interface Answer400MalformedRequestValidationFailedIdempotencyKeyRequired {
  content: {
    'application/problem+json': Problem & {
      status?: 400
      code?: 'MALFORMED_REQUEST' | 'VALIDATION_FAILED' | 'IDEMPOTENCY_KEY_REQUIRED'
    }
  }
}
export interface Answer409OrderNotPayablePaymentExistsConflictIdempotencyInProgress {
  content: {
    'application/problem+json': Problem & {
      status?: 409
      code?: 'ORDER_NOT_PAYABLE' | 'PAYMENT_EXISTS' | 'CONFLICT' | 'IDEMPOTENCY_IN_PROGRESS'
    }
  }
}
export interface Answer401InvalidSignature {
  content: {
    'application/problem+json': Problem & {
      status?: 401
      code?: 'INVALID_SIGNATURE'
    }
  }
}
export interface PaymentsRefund {
  id: string
  paymentId: string
  amount: Money
  reason: string
  status: 'PENDING' | 'SUCCEEDED' | 'FAILED'
  createdAt: Timestamp
}
export interface Answer409PaymentNotRefundableRefundExceedsPaymentConflictIdempotencyInProgress {
  content: {
    'application/problem+json': Problem & {
      status?: 409
      code?: 'PAYMENT_NOT_REFUNDABLE' | 'REFUND_EXCEEDS_PAYMENT' | 'CONFLICT' | 'IDEMPOTENCY_IN_PROGRESS'
    }
  }
}
export interface Notification {
  id: Id
  channel: 'email' | 'sms' | 'inApp'
  template: string
  /**
   * SKIPPED: not wanted on this channel, or there is no address to send it to.
   */
  status: 'PENDING' | 'SENT' | 'SKIPPED'
  /**
   * Of messages in the inbox.
   */
  title?: string
  text?: string
  orderId?: string
  createdAt: Timestamp
  sentAt?: Timestamp
  readAt?: Timestamp
  version: number
}
export interface Preferences {
  channels: {
    order: {
      email: boolean
      sms: boolean
      inApp: boolean
    }
    stock: {
      email: boolean
      sms: boolean
      inApp: boolean
    }
    marketing: {
      email: boolean
      sms: boolean
      inApp: boolean
    }
  }
  quietHours?: QuietHours
  version: number
}
/**
 * From then until then by the clock of the time zone, over midnight where `to` is the earlier one. From and to must differ: to silence a channel, switch it off.
 */
export interface QuietHours {
  from: string
  to: string
  /**
   * An IANA time zone such as "Europe/Berlin".
   */
  timeZone: string
}
/**
 * What is left out stays as it is; `quietHours: null` removes them.
 */
export interface PreferencesChange {
  channels?: {
    order?: {
      email?: boolean
      sms?: boolean
      inApp?: boolean
    }
    stock?: {
      email?: boolean
      sms?: boolean
      inApp?: boolean
    }
    marketing?: {
      email?: boolean
      sms?: boolean
      inApp?: boolean
    }
  }
  quietHours?: QuietHoursInput | null
}
/**
 * From then until then by the clock of the time zone, over midnight where `to` is the earlier one. From and to must differ: to silence a channel, switch it off.
 */
export interface QuietHoursInput {
  from: string
  to: string
  /**
   * An IANA time zone such as "Europe/Berlin".
   */
  timeZone?: string
}
export interface SearchResult {
  items: ListedProduct[]
  /**
   * Products that match, on all pages.
   */
  total: number
  /**
   * Each counts under all filters but its own.
   */
  facets: {
    category: {
      value: string
      count: number
    }[]
    brand: {
      value: string
      count: number
    }[]
    /**
     * Minor units; both ends belong to the range and can be sent as minPrice and maxPrice. `to` null: no end.
     */
    price: {
      from: number
      to: number | null
      count: number
    }[]
    /**
     * `from` stars and better.
     */
    rating: {
      from: number
      count: number
    }[]
    availability: {
      value: string
      count: number
    }[]
  }
  /**
   * What could be searched for instead: mistyped words put right, the last word completed.
   */
  suggestions: string[]
  nextCursor: string | null
}
export interface Rebuild {
  id: string
  /**
   * `reading`: asking the catalog for every product. `building`: making the index.
   */
  status: 'reading' | 'building' | 'done'
  /**
   * Read so far.
   */
  products: number
  startedAt: Timestamp
  finishedAt?: Timestamp
}
