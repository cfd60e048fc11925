/** @param {string | null | undefined} iso */
export function clock(iso) {
  if (!iso) return '–'
  const date = new Date(iso)
  const today = date.toDateString() === new Date().toDateString()
  const time = date.toLocaleTimeString([], { hour12: false })
  return today ? time : `${date.toLocaleDateString()} ${time}`
}

/** @param {number | null | undefined} milliseconds */
export function duration(milliseconds) {
  if (milliseconds === null || milliseconds === undefined) return '…'
  if (milliseconds < 1000) return `${Math.round(milliseconds * 10) / 10} ms`
  if (milliseconds < 60_000) return `${(milliseconds / 1000).toFixed(2)} s`
  if (milliseconds < 3_600_000)
    return `${Math.floor(milliseconds / 60_000)} min ${Math.round((milliseconds % 60_000) / 1000)} s`
  return `${(milliseconds / 3_600_000).toFixed(1)} h`
}

export const between = (from, to) => duration(to ? Date.parse(to) - Date.parse(from) : null)

export const count = (number, one, many = `${one}s`) => `${number ?? 0} ${number === 1 ? one : many}`
