import { describe, expect, it } from '@jest/globals'
import { parse } from 'csv-parse/sync'
import fc from 'fast-check'
import { CsvReader, MAX_RECORD_LENGTH } from '../../../../functions/catalog/domain/import/csv-reader.ts'

const read = (text: string, delimiter = ',') => [...new CsvReader(delimiter).read(text, true)]
/** `line: fields` or `line! problem` of each record. */
const shortly = (text: string, delimiter?: string) =>
  read(text, delimiter).map(({ line, fields, problem }) =>
    problem ? `${line}! ${problem}` : `${line}: ${fields.join('|')}`,
  )

describe('A CSV file', () => {
  it('is read under the lines that an editor shows, line breaks inside of quotes included', () => {
    expect(shortly('a,b\r\n1,"x\r\ny"\r\n\r\n2,z\r\n')).toEqual(['1: a|b', '2: 1|x\ny', '5: 2|z'])
  })

  it('may begin with a byte order mark, end without a line break, and use any line break', () => {
    expect(shortly('\uFEFFa,b\r1,2\n3,4')).toEqual(['1: a|b', '2: 1|2', '3: 3|4'])
  })

  it('keeps quotes, delimiters and inch signs', () => {
    expect(shortly('a,b\n"say ""hi""","1,2"\n5" pipe,x\n')).toEqual(['1: a|b', '2: say "hi"|1,2', '3: 5" pipe|x'])
  })

  it('may be separated by something else', () => {
    expect(shortly('a;b\n1,5;2', ';')).toEqual(['1: a|b', '2: 1,5|2'])
  })

  it('leaves out rows without text, as spreadsheets append them', () => {
    expect(shortly('a,b\n,\n  \n1,2\n,,,\n')).toEqual(['1: a|b', '4: 1|2'])
  })

  it('loses no line to a quote that never closes', () => {
    expect(shortly('a,b\n1,"x\n2,y\n3,z\n')).toEqual([
      '1: a|b',
      '2! a quote opens here and never closes',
      '3: 2|y',
      '4: 3|z',
    ])
  })

  it('loses no line to a quote that closes at the opening quote of a later line', () => {
    expect(shortly('a,b\n1,"x\n2,y\n3,"z"\n4,ok')).toEqual([
      '1: a|b',
      expect.stringMatching(/^2! after the closing quote/),
      '3: 2|y',
      '4: 3|z',
      '5: 4|ok',
    ])
  })

  it('loses no line to one with too many or too few fields', () => {
    expect(shortly('a,b\n1\n1,2,3\n1,2')).toEqual([
      '1: a|b',
      '2! 1 fields where the first line has 2',
      '3! 3 fields where the first line has 2',
      '4: 1|2',
    ])
  })

  it('gives a record up that is longer than any could be, and reads the next line', () => {
    const filler = `${'x'.repeat(999)}\n`.repeat(MAX_RECORD_LENGTH / 1000 + 1)
    const records = read(`a,b\n1,"${filler}2,y"\n`)
    expect(records[1]).toMatchObject({ line: 2, problem: 'too long: is a closing quote missing?' })
    expect(records[2]).toMatchObject({ line: 3 })
  })

  const cell = fc.string({ unit: fc.constantFrom('a', 'é', '"', ',', '\n', ' ', '1') })
  const quoted = (text: string) => `"${text.replaceAll('"', '""')}"`
  const file = fc
    .array(fc.tuple(cell, cell, cell), { minLength: 1, maxLength: 8 })
    .map((rows) => rows.filter((row) => row.some((text) => text.trim() !== '')))

  it('that is well formed is read as the common parser reads it', () => {
    fc.assert(
      fc.property(file, (rows) => {
        const text = rows.map((row) => row.map(quoted).join(',')).join('\n')
        expect(read(text).map(({ fields }) => fields)).toEqual(parse(text))
      }),
    )
  })

  it('is read the same in whatever pieces it comes', () => {
    const messy = fc.string({ unit: fc.constantFrom('a', '"', ',', '\n', '\r', ' '), maxLength: 60 })
    fc.assert(
      fc.property(messy, fc.array(fc.nat(60), { maxLength: 6 }), (text, cuts) => {
        const reader = new CsvReader()
        const places = [0, ...cuts.map((cut) => Math.min(cut, text.length)).sort((a, b) => a - b), text.length]
        const pieces = places.slice(1).map((place, index) => text.slice(places[index], place))
        const records = pieces.flatMap((piece, index) => [...reader.read(piece, index === pieces.length - 1)])
        expect(records).toEqual(read(text))
      }),
      { numRuns: 500 },
    )
  })
})
