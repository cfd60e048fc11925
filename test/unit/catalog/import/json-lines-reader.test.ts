import { describe, expect, it } from '@jest/globals'
import { JsonLinesReader } from '../../../../functions/catalog/domain/import/json-lines-reader.ts'

describe('A JSON Lines file', () => {
  it('names the lines that are no object, no JSON, or have half a character, and reads the others', () => {
    const lines = ['{"sku":"A"}', '', '[1]', '{"sku":', '{"sku":"\\ud800"}', '{"sku":"\\ud83d\\udca5"}']
    const records = [...new JsonLinesReader().read(lines.join('\n'), true)]
    expect(records.map(({ line, value, problem }) => [line, value?.sku ?? problem])).toEqual([
      [1, 'A'],
      [3, 'a JSON object is expected'],
      [4, 'this is not valid JSON'],
      [5, 'this has half a character: a lone surrogate'],
      [6, '💥'],
    ])
  })
})
