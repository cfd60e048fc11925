/** AWS cron: minutes hours day-of-month month day-of-week year, with `? * , - / L W #` and names. */
import { fromWallClock, type Schedule, toWallClock } from './expression.ts'

interface Field {
  readonly name: string
  readonly from: number
  readonly to: number
  readonly names?: readonly string[]
}

const fields: readonly Field[] = [
  { name: 'minutes', from: 0, to: 59 },
  { name: 'hours', from: 0, to: 23 },
  { name: 'day of month', from: 1, to: 31 },
  {
    name: 'month',
    from: 1,
    to: 12,
    names: ['JAN', 'FEB', 'MAR', 'APR', 'MAY', 'JUN', 'JUL', 'AUG', 'SEP', 'OCT', 'NOV', 'DEC'],
  },
  { name: 'day of week', from: 1, to: 7, names: ['SUN', 'MON', 'TUE', 'WED', 'THU', 'FRI', 'SAT'] },
  { name: 'year', from: 1970, to: 2199 },
]
const dayMs = 86_400_000
const minuteMs = 60_000

/** @throws Error that names the field at fault. */
export function parseCron(body: string, timeZone: string): Schedule {
  const texts = body.trim().split(/\s+/)
  if (texts.length !== 6) throw new Error('cron has six fields: minutes hours day-of-month month day-of-week year')
  const [minuteText, hourText, dayText, monthText, weekdayText, yearText] = texts as [
    string,
    string,
    string,
    string,
    string,
    string,
  ]
  if ((dayText === '?') === (weekdayText === '?'))
    throw new Error('exactly one of day-of-month and day-of-week must be ?')
  const minutes = [...values(minuteText, fields[0]!)].sort((a, b) => a - b)
  const hours = [...values(hourText, fields[1]!)].sort((a, b) => a - b)
  const months = values(monthText, fields[3]!)
  const years = values(yearText, fields[5]!)
  const isDay = weekdayText === '?' ? dayOfMonth(dayText) : dayOfWeek(weekdayText)

  return {
    next(after) {
      const start = Math.floor(toWallClock(after, timeZone) / minuteMs) * minuteMs
      const firstDay = Math.floor(start / dayMs) * dayMs
      // Eight years cover every 29 February; a year field further ahead is beyond what a local cloud waits for.
      for (let day = firstDay; day <= firstDay + 8 * 366 * dayMs; day += dayMs) {
        const date = new Date(day)
        if (!years.has(date.getUTCFullYear()) || !months.has(date.getUTCMonth() + 1) || !isDay(date)) continue
        for (const hour of hours) {
          for (const minute of minutes) {
            const moment = fromWallClock(day + hour * 60 * minuteMs + minute * minuteMs, timeZone)
            if (moment > after) return moment
          }
        }
      }
      return undefined
    },
  }
}

function values(text: string, field: Field): Set<number> {
  const result = new Set<number>()
  for (const part of text.split(',')) {
    const [range = '', stepText] = part.split('/')
    const [low = '', high] = range.split('-')
    const from = low === '*' ? field.from : number(low, field)
    const to = high !== undefined ? number(high, field) : low === '*' || stepText !== undefined ? field.to : from
    const step = stepText === undefined ? 1 : Number(stepText)
    if (!(step >= 1)) throw new Error(`the step "${stepText}" of ${field.name} is not a positive number`)
    if (from <= to) for (let value = from; value <= to; value += step) result.add(value)
    else for (let value = from; value <= to + field.to - field.from + 1; value += step) result.add(wrap(value, field))
  }
  return result
}

const wrap = (value: number, field: Field) => (value > field.to ? value - (field.to - field.from + 1) : value)

function number(text: string, field: Field): number {
  const named = field.names?.indexOf(text.toUpperCase()) ?? -1
  const value = named >= 0 ? named + field.from : /^\d+$/.test(text) ? Number(text) : Number.NaN
  if (!(value >= field.from && value <= field.to))
    throw new Error(`"${text}" is no ${field.name} (${field.from}–${field.to})`)
  return value
}

const lastDay = (date: Date) => new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 0)).getUTCDate()

function dayOfMonth(text: string): (date: Date) => boolean {
  if (text === 'L') return (date) => date.getUTCDate() === lastDay(date)
  const weekday = /^(\d+|L)W$/.exec(text)
  if (!weekday) {
    const days = values(text, fields[2]!)
    return (date) => days.has(date.getUTCDate())
  }
  return (date) => {
    const last = lastDay(date)
    const wanted = weekday[1] === 'L' ? last : Math.min(Number(weekday[1]), last)
    const day = new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth(), wanted)).getUTCDay()
    // Saturday moves to Friday and Sunday to Monday, but never into another month.
    const shift = day === 6 ? (wanted === 1 ? 2 : -1) : day === 0 ? (wanted === last ? -2 : 1) : 0
    return date.getUTCDate() === wanted + shift
  }
}

function dayOfWeek(text: string): (date: Date) => boolean {
  const field = fields[4]!
  const last = /^(\w+)L$/.exec(text)
  if (last) {
    const weekday = number(last[1]!, field)
    return (date) => date.getUTCDay() + 1 === weekday && date.getUTCDate() > lastDay(date) - 7
  }
  const nth = /^(\w+)#([1-5])$/.exec(text)
  if (nth) {
    const weekday = number(nth[1]!, field)
    return (date) => date.getUTCDay() + 1 === weekday && Math.ceil(date.getUTCDate() / 7) === Number(nth[2])
  }
  const days = values(text === 'L' ? '7' : text, field)
  return (date) => days.has(date.getUTCDay() + 1)
}
