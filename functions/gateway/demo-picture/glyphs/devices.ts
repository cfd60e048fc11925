import { circle, ellipse, fill, type Glyph, rect, stroke, turned } from './draw.ts'

const headphones: Glyph = (c) =>
  stroke(c.deep, 26, 'M150 345Q150 145 300 145T450 345') +
  stroke(c.accent, 8, 'M190 245Q225 165 300 165') +
  rect(c.main, 115, 310, 92, 145, 42) +
  rect(c.main, 393, 310, 92, 145, 42) +
  rect(c.pale, 180, 325, 34, 115, 17) +
  rect(c.pale, 386, 325, 34, 115, 17)

const earbuds: Glyph = (c) =>
  rect(c.deep, 165, 335, 270, 120, 46) +
  rect(c.main, 165, 335, 270, 56, 28) +
  circle(c.accent, 300, 365, 9) +
  [225, 375]
    .map((x) => rect(c.main, x - 15, 205, 30, 105, 15) + circle(c.main, x, 205, 46) + ellipse(c.pale, x, 205, 22, 28))
    .join('')

const speaker: Glyph = (c) =>
  stroke(c.accent, 13, 'M375 165Q430 165 425 215') +
  rect(c.main, 180, 150, 240, 305, 56) +
  circle(c.deep, 300, 340, 84) +
  circle(c.pale, 300, 340, 54) +
  circle(c.deep, 300, 340, 24) +
  circle(c.deep, 300, 212, 34) +
  circle(c.accent, 300, 212, 15)

const radio: Glyph = (c) =>
  stroke(c.deep, 9, 'M395 245 475 110') +
  circle(c.accent, 476, 108, 11) +
  rect(c.main, 115, 235, 370, 220, 30) +
  rect(c.deep, 145, 270, 175, 155, 18) +
  stroke(c.pale, 7, 'M170 300H295M170 330H295M170 360H295M170 390H295') +
  circle(c.pale, 405, 320, 46) +
  stroke(c.deep, 7, 'M405 320 428 295') +
  circle(c.accent, 370, 410, 15) +
  circle(c.accent, 440, 410, 15)

const battery: Glyph = (c) =>
  turned(
    6,
    rect(c.main, 210, 150, 180, 300, 32) +
      rect(c.pale, 228, 170, 24, 260, 12) +
      rect(c.deep, 275, 138, 50, 20, 6) +
      fill(c.accent, 'M325 215 265 310H300L285 385 350 285H312Z') +
      [0, 1, 2, 3].map((i) => circle(c.mist, 275 + i * 22, 420, 6)).join(''),
  )

const solar: Glyph = (c) =>
  circle(c.accent, 435, 155, 42) +
  stroke(c.accent, 8, 'M435 85V98M505 155H492M484 106 475 115') +
  fill(c.deep, 'M160 235H440L495 440H105Z') +
  stroke(c.pale, 5, 'M230 238 197 438M300 238V438M370 238 403 438M145 300H455M128 368H472') +
  stroke(c.main, 13, 'M160 235H440L495 440H105Z')

const powerStation: Glyph = (c) =>
  stroke(c.deep, 22, 'M200 235V170H400V235') +
  rect(c.main, 125, 225, 350, 215, 32) +
  rect(c.deep, 160, 260, 150, 78, 12) +
  fill(c.accent, 'M245 268 208 305H232L222 332 262 292H236Z') +
  circle(c.pale, 370, 300, 32) +
  circle(c.pale, 435, 300, 22) +
  [165, 225, 285].map((x) => rect(c.pale, x, 370, 42, 30, 6)).join('') +
  rect(c.deep, 345, 375, 100, 18, 9) +
  rect(c.deep, 155, 435, 62, 20, 8) +
  rect(c.deep, 383, 435, 62, 20, 8)

const cable: Glyph = (c) =>
  stroke(c.main, 15, 'M185 250Q190 390 300 390T410 300 300 220 215 310 300 430 420 385 415 250') +
  rect(c.deep, 158, 175, 54, 85, 13) +
  rect(c.pale, 171, 140, 28, 38, 7) +
  rect(c.deep, 388, 175, 54, 85, 13) +
  rect(c.pale, 401, 140, 28, 38, 7) +
  rect(c.accent, 272, 375, 56, 44, 9)

const cells: Glyph = (c) =>
  [150, 235, 320, 405]
    .map(
      (x, i) =>
        rect(c.deep, x - 12 + 22, 190, 24, 20, 5) +
        rect(i % 2 ? c.pale : c.main, x - 12, 205, 68, 250, 14) +
        rect(c.accent, x - 12, 235, 68, 34) +
        stroke(c.deep, 6, `M${x + 10} 252H${x + 34}M${x + 22} 240V264`),
    )
    .join('')

const watch: Glyph = (c) =>
  rect(c.accent, 248, 90, 104, 140, 16) +
  rect(c.accent, 248, 370, 104, 130, 16) +
  stroke(c.deep, 4, 'M265 110V200M335 110V200M265 400V480M335 400V480') +
  rect(c.deep, 410, 285, 28, 34, 6) +
  circle(c.deep, 300, 302, 120) +
  circle('#fffaf0', 300, 302, 97) +
  stroke(c.main, 7, 'M300 218V235M300 369V386M216 302H233M367 302H384') +
  stroke(c.deep, 9, 'M300 302V240M300 302 345 325') +
  circle(c.accent, 300, 302, 9)

const smartwatch: Glyph = (c) =>
  rect(c.main, 248, 85, 104, 430, 30) +
  rect(c.deep, 195, 190, 210, 225, 58) +
  rect(c.glow, 217, 212, 166, 181, 40) +
  fill(c.pale, 'M217 345 265 280 300 320 335 265 383 340V353Q383 393 343 393H257Q217 393 217 353Z') +
  stroke(c.accent, 7, 'M235 355 275 315 305 345 345 300') +
  rect(c.accent, 400, 265, 18, 46, 7)

const compass: Glyph = (c) =>
  stroke(c.deep, 11, 'M300 150Q275 105 300 85T300 150') +
  circle(c.deep, 300, 310, 160) +
  circle(c.main, 300, 310, 140) +
  circle('#fffaf0', 300, 310, 112) +
  stroke(c.pale, 8, 'M300 208V228M300 392V412M198 310H218M382 310H402') +
  `<g transform="rotate(32 300 310)">${fill(c.accent, 'M300 220 325 310H275Z')}${fill(c.deep, 'M300 400 325 310H275Z')}</g>` +
  circle(c.glow, 300, 310, 12)

const binoculars: Glyph = (c) =>
  fill(c.main, 'M190 190H270L285 410H135Z') +
  fill(c.main, 'M330 190H410L465 410H315Z') +
  fill(c.pale, 'M190 190H215L180 410H135Z') +
  rect(c.deep, 262, 235, 76, 90, 12) +
  circle(c.accent, 300, 262, 17) +
  rect(c.deep, 182, 160, 96, 36, 12) +
  rect(c.deep, 322, 160, 96, 36, 12) +
  ellipse(c.deep, 210, 415, 80, 38) +
  ellipse(c.deep, 390, 415, 80, 38) +
  ellipse(c.glow, 210, 417, 58, 25) +
  ellipse(c.glow, 390, 417, 58, 25)

const beacon: Glyph = (c) =>
  stroke(c.accent, 9, 'M355 130Q385 155 385 190M375 95Q425 135 425 190') +
  rect(c.deep, 315, 120, 24, 120, 12) +
  rect(c.main, 215, 215, 170, 240, 36) +
  rect(c.pale, 240, 245, 120, 58, 12) +
  circle(c.accent, 300, 365, 46) +
  circle('#ffffff', 300, 365, 20) +
  rect(c.deep, 258, 425, 84, 10, 5)

export const devices = {
  headphones,
  earbuds,
  speaker,
  radio,
  battery,
  solar,
  'power-station': powerStation,
  cable,
  cells,
  watch,
  smartwatch,
  compass,
  binoculars,
  beacon,
}
