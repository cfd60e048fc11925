import { circle, fill, type Glyph, rect, stroke, turned } from './draw.ts'

const bike: Glyph = (c) =>
  [170, 430]
    .map(
      (x) =>
        `<circle fill="none" stroke="${c.deep}" stroke-width="13" cx="${x}" cy="370" r="85"/>` +
        circle(c.accent, x, 370, 13),
    )
    .join('') +
  stroke(c.main, 14, 'M170 370 245 235H390L300 370H170M245 235 300 370M430 370 380 200') +
  stroke(c.deep, 14, 'M380 200H425Q450 205 440 230') +
  stroke(c.deep, 20, 'M215 210H272') +
  circle(c.pale, 300, 370, 24) +
  stroke(c.deep, 9, 'M300 370 325 415')

const balanceBike: Glyph = (c) =>
  [190, 410]
    .map((x) => circle(c.deep, x, 385, 70) + circle(c.pale, x, 385, 48) + circle(c.accent, x, 385, 15))
    .join('') +
  fill(c.main, 'M165 375Q200 280 290 300L375 240 430 385H390L360 300 300 345Q230 330 215 385Z') +
  stroke(c.deep, 14, 'M375 245 360 185H320') +
  fill(c.deep, 'M185 275Q230 240 285 265L280 290H190Z')

const trailer: Glyph = (c) =>
  stroke(c.deep, 13, 'M405 410H520') +
  fill(c.main, 'M130 410V290Q130 205 215 205H330Q420 215 430 410Z') +
  fill(c.glow, 'M165 330V290Q170 240 220 240H255V330ZM285 240H325Q380 250 390 330H285Z') +
  rect(c.deep, 125, 355, 305, 18) +
  circle(c.deep, 235, 400, 58) +
  circle(c.pale, 235, 400, 40) +
  circle(c.accent, 235, 400, 13) +
  stroke(c.accent, 6, 'M135 300V145') +
  fill(c.accent, 'M135 145 195 165 135 190Z')

const bikeLight: Glyph = (c) =>
  fill(c.glow, 'M330 230 520 140V440L330 370Z') +
  rect(c.main, 140, 225, 205, 150, 40) +
  rect(c.pale, 160, 245, 120, 24, 12) +
  fill(c.deep, 'M320 215H365Q385 300 365 385H320Z') +
  fill(c.accent, 'M365 230Q420 300 365 370Z') +
  stroke(c.deep, 26, 'M230 375V425') +
  `<circle fill="none" stroke="${c.deep}" stroke-width="20" cx="230" cy="452" r="32"/>` +
  circle(c.accent, 205, 315, 13)

const wheel: Glyph = (c) =>
  circle(c.deep, 300, 305, 165) +
  circle(c.mist, 300, 305, 140) +
  stroke(c.pale, 5, 'M300 165V445M160 305H440M201 206 399 404M399 206 201 404M246 176 354 434M354 176 246 434') +
  stroke(
    c.accent,
    13,
    'M300 185V255M300 355V425M180 305H250M350 305H420M215 220 264 270M336 340 385 390M385 220 336 270M264 340 215 390',
  ) +
  circle(c.main, 300, 305, 32) +
  circle(c.glow, 300, 305, 11)

const multiTool: Glyph = (c) =>
  turned(
    -25,
    stroke(c.pale, 20, 'M190 265 120 165M240 265 205 130') +
      stroke(c.deep, 20, 'M410 265 450 150H495') +
      rect(c.main, 145, 255, 310, 115, 46) +
      rect(c.deep, 185, 298, 230, 28, 14) +
      circle(c.accent, 190, 312, 19) +
      circle(c.accent, 410, 312, 19),
  )

const pump: Glyph = (c) =>
  rect(c.accent, 205, 110, 190, 32, 16) +
  rect(c.deep, 291, 140, 18, 90) +
  rect(c.main, 265, 220, 70, 215, 10) +
  rect(c.pale, 265, 220, 20, 215, 8) +
  rect(c.deep, 258, 210, 84, 24, 8) +
  stroke(c.deep, 10, 'M335 410Q450 420 440 320T400 240') +
  rect(c.accent, 385, 215, 30, 40, 7) +
  rect(c.deep, 190, 432, 220, 23, 10) +
  circle(c.mist, 300, 395, 26) +
  stroke(c.deep, 5, 'M300 395 312 380')

const helmet: Glyph = (c) =>
  stroke(c.deep, 9, 'M165 365Q195 455 265 452M430 365Q400 450 265 452') +
  fill(c.main, 'M110 345Q125 165 310 165T495 330Q500 375 440 375H150Q105 375 110 345Z') +
  fill(c.pale, 'M110 345Q125 165 310 165 180 210 180 375H150Q105 375 110 345Z') +
  stroke(c.deep, 24, 'M245 300Q255 225 320 205M330 310Q340 240 395 225M410 320Q415 275 445 265') +
  rect(c.accent, 115, 350, 378, 26, 13)

export const cycling = {
  bike,
  'balance-bike': balanceBike,
  trailer,
  'bike-light': bikeLight,
  wheel,
  'multi-tool': multiTool,
  pump,
  helmet,
}
