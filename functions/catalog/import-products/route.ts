import * as z from 'zod/mini'
import { ProductCreated, ProductUpdated } from '../../../contracts/events/index.ts'
import { Currency } from '../../../contracts/money.ts'
import { defineRoute } from '../../shared/http/route.ts'
import { catalogWriters } from '../access.ts'
import { CategorySlug } from '../schemas.ts'

const LineNote = z.object({
  /** As an editor counts; a record of several lines is named by its first. */
  line: z.int(),
  sku: z.optional(z.string()),
  code: z.string(),
  message: z.string(),
  /** The column, or the field of a JSON line. */
  path: z.optional(z.string()),
})

export const importProducts = defineRoute({
  name: 'import-products',
  method: 'POST',
  path: '/api/products/import',
  summary: 'Add and change products by a CSV or JSON Lines file; each line is reported, repeating it changes nothing',
  access: catalogWriters,
  ownership: 'shop',
  query: z.strictObject({
    /** `sku:stock_code,price:unit_price`: which column is which field, for a CSV file with other names. */
    columns: z.optional(
      z.string().check(z.regex(/^[^:,]+:[^,]+(?:,[^:,]+:[^,]+)*$/, 'field:column pairs with commas')),
    ),
    delimiter: z._default(z.enum(['comma', 'semicolon', 'tab', 'pipe']), 'comma'),
    /** Of CSV rows that name none; the shop's own otherwise. */
    currency: z.optional(Currency),
    /** Of new products whose line names none. */
    category: z.optional(CategorySlug),
    /** `kind:product`: only CSV rows with this text in this column. */
    only: z.optional(z.string().check(z.regex(/^[^:]+:.+$/, 'column:text'))),
    /** Goes on where an answer said `nextLine`. */
    fromLine: z._default(z.coerce.number().check(z.int(), z.minimum(1)), 1),
  }),
  rawBody: true,
  contentTypes: [
    'text/csv',
    'application/x-ndjson',
    'application/jsonl',
    'application/ndjson',
    'application/x-jsonlines',
  ],
  maxBodyBytes: 4 * 1024 * 1024,
  responses: {
    200: z.object({
      import: z.object({
        /** Lines with content that this answer is about, without the header. The five counts below add up to it. */
        lines: z.int(),
        created: z.int(),
        updated: z.int(),
        unchanged: z.int(),
        skipped: z.int(),
        failed: z.int(),
        /** One for each failed line, by line. */
        errors: z.array(LineNote),
        /** What else a person should look at: skipped lines, skus that differ only in letter case. */
        warnings: z.array(LineNote),
        /** False: time or report ran out; send the same again with `?fromLine=<nextLine>`. */
        complete: z.boolean(),
        nextLine: z.optional(z.int()),
      }),
    }),
  },
  idempotency: 'optional',
  uses: ['shop-settings'],
  table: 'write',
  emits: [ProductCreated, ProductUpdated],
  timeoutSeconds: 29,
  memoryMb: 1024,
})
