import { circle, ellipse, fill, type Glyph, rect, stroke, turned } from './draw.ts'

const tent: Glyph = (c) =>
  fill(c.main, 'M300 175 120 455H480Z') +
  fill(c.deep, 'M300 175 480 455H390Z') +
  fill(c.pale, 'M300 175 225 455H120Z') +
  fill(c.deep, 'M300 250 250 455H350Z') +
  fill(c.accent, 'M300 250 268 455H250Z') +
  stroke(c.deep, 6, 'M300 175V150M120 455 90 462M480 455 510 462')

const tarp: Glyph = (c) =>
  stroke(c.deep, 8, 'M165 455V270M435 455V270') +
  fill(c.main, 'M120 300Q210 260 300 180 390 260 480 300 400 290 300 300 200 290 120 300Z') +
  fill(c.pale, 'M120 300Q210 260 300 180V300Q200 290 120 300Z') +
  stroke(c.accent, 4, 'M120 300 85 455M480 300 515 455')

const sleepingBag: Glyph = (c) =>
  turned(
    -12,
    fill(c.main, 'M210 210Q210 150 300 150T390 210L375 440Q372 470 300 470T225 440Z') +
      ellipse(c.deep, 300, 222, 62, 52) +
      ellipse(c.pale, 300, 236, 46, 34) +
      stroke(c.pale, 5, 'M217 300Q300 325 383 300M221 350Q300 375 379 350M225 400Q300 425 375 400') +
      stroke(c.accent, 7, 'M355 250 348 420'),
  )

const mat: Glyph = (c) =>
  fill(c.main, 'M150 455Q150 415 190 415H470Q500 415 500 435T470 455Z') +
  rect(c.pale, 190, 418, 300, 12, 6) +
  circle(c.main, 190, 375, 82) +
  circle(c.pale, 190, 375, 60) +
  circle(c.main, 190, 375, 42) +
  circle(c.deep, 190, 375, 20) +
  stroke(c.accent, 9, 'M345 415V455M410 415V455')

const cushion: Glyph = (c) =>
  fill(c.main, 'M155 215Q300 245 445 215 425 330 445 445 300 420 155 445 175 330 155 215Z') +
  fill(c.pale, 'M155 215Q300 245 445 215 300 330 155 445 175 330 155 215Z') +
  circle(c.deep, 300, 328, 11) +
  stroke(c.accent, 5, 'M300 328Q270 300 225 290M300 328Q330 355 375 365')

const chair: Glyph = (c) =>
  stroke(c.deep, 11, 'M190 455 400 270M410 455 200 290M195 200 205 330M405 200 395 330') +
  fill(c.main, 'M180 185H420L408 300H192Z') +
  fill(c.pale, 'M190 335Q300 385 410 335L415 360Q300 410 185 360Z') +
  rect(c.accent, 160, 318, 75, 13, 6) +
  rect(c.accent, 365, 318, 75, 13, 6)

const stool: Glyph = (c) =>
  stroke(c.deep, 15, 'M235 300 190 455M365 300 410 455') +
  stroke(c.main, 15, 'M300 310V455') +
  stroke(c.accent, 7, 'M215 385H385') +
  fill(c.pale, 'M175 265Q300 240 425 265L415 305Q300 325 185 305Z') +
  ellipse(c.main, 300, 267, 125, 20)

const table: Glyph = (c) =>
  stroke(c.deep, 11, 'M190 300 400 455M410 300 200 455') +
  rect(c.main, 130, 275, 340, 28, 8) +
  stroke(c.pale, 4, 'M185 278V300M240 278V300M300 278V300M360 278V300M415 278V300') +
  fill(c.accent, 'M330 275V235H375V275Z') +
  stroke(c.accent, 6, 'M375 245H390V262H375') +
  rect(c.pale, 225, 225, 40, 50, 6)

const hammock: Glyph = (c) =>
  rect(c.deep, 110, 140, 26, 315, 6) +
  rect(c.deep, 464, 140, 26, 315, 6) +
  stroke(c.accent, 5, 'M136 215 185 265M464 215 415 265') +
  fill(c.main, 'M180 260Q300 335 420 260 400 420 300 420T180 260Z') +
  fill(c.pale, 'M180 260Q300 335 420 260 390 370 300 370T180 260Z')

const cabinet: Glyph = (c) =>
  rect(c.main, 190, 150, 220, 290, 12) +
  rect(c.pale, 208, 170, 184, 70, 6) +
  rect(c.pale, 208, 255, 184, 70, 6) +
  rect(c.pale, 208, 340, 184, 80, 6) +
  rect(c.deep, 230, 195, 30, 45, 5) +
  rect(c.accent, 275, 207, 45, 33, 5) +
  rect(c.accent, 330, 280, 35, 45, 5) +
  ellipse(c.deep, 265, 315, 36, 10) +
  rect(c.main, 225, 365, 140, 55, 8) +
  stroke(c.deep, 11, 'M205 440V455M395 440V455')

const lantern: Glyph = (c) =>
  stroke(c.deep, 9, 'M215 260Q215 140 300 140T385 260') +
  fill(c.deep, 'M245 215Q300 165 355 215Z') +
  rect(c.deep, 232, 212, 136, 22, 8) +
  fill(c.pale, 'M245 234H355Q385 310 355 385H245Q215 310 245 234Z') +
  fill(c.accent, 'M300 265Q345 325 300 372 255 325 300 265Z') +
  fill('#fff8e6', 'M300 310Q320 340 300 366 280 340 300 310Z') +
  fill(c.main, 'M225 385H375L395 455H205Z')

const headlamp: Glyph = (c) =>
  fill(c.glow, 'M300 330 190 560H410Z') +
  `<ellipse fill="none" stroke="${c.deep}" stroke-width="30" cx="300" cy="265" rx="165" ry="85"/>` +
  stroke(c.main, 34, 'M135 265Q140 350 300 350T465 265') +
  stroke(c.pale, 6, 'M140 280Q155 350 300 350T460 280') +
  rect(c.deep, 225, 285, 150, 125, 34) +
  rect(c.accent, 270, 272, 60, 18, 8) +
  circle(c.pale, 300, 348, 48) +
  circle('#fff8e6', 300, 348, 31)

const stringLights: Glyph = (c) => {
  const bulbs = [
    [130, 248],
    [205, 318],
    [300, 345],
    [395, 318],
    [470, 248],
  ] as const
  return (
    stroke(c.deep, 7, 'M90 190Q180 340 300 340T510 190') +
    bulbs
      .map(
        ([x, y]) =>
          circle(c.glow, x, y + 46, 42) +
          rect(c.deep, x - 11, y, 22, 22, 4) +
          fill(
            c.accent,
            `M${x - 11} ${y + 22}H${x + 11}Q${x + 36} ${y + 72} ${x} ${y + 82} ${x - 36} ${y + 72} ${x - 11} ${y + 22}Z`,
          ),
      )
      .join('')
  )
}

export const camp = {
  tent,
  tarp,
  'sleeping-bag': sleepingBag,
  mat,
  cushion,
  chair,
  stool,
  table,
  hammock,
  cabinet,
  lantern,
  headlamp,
  'string-lights': stringLights,
}
