import { circle, ellipse, fill, type Glyph, rect, stroke, turned } from './draw.ts'

const notebook: Glyph = (c) =>
  turned(
    -7,
    rect(c.deep, 185, 150, 250, 315, 16) +
      rect('#fffaf0', 185, 155, 240, 300, 10) +
      rect(c.main, 170, 145, 250, 310, 16) +
      rect(c.deep, 170, 145, 40, 310, 16) +
      rect(c.mist, 250, 205, 130, 66, 6) +
      stroke(c.main, 5, 'M270 230H360M270 250H330') +
      rect(c.accent, 382, 145, 14, 310) +
      fill(c.pale, 'M300 455H322V495L311 482 300 495Z'),
  )

const book: Glyph = (c) =>
  fill(c.deep, 'M90 215Q200 190 300 225 400 190 510 215V440Q400 415 300 452 200 415 90 440Z') +
  fill('#fffaf0', 'M105 200Q205 180 300 215V435Q205 400 105 425Z') +
  fill(c.mist, 'M495 200Q395 180 300 215V435Q395 400 495 425Z') +
  stroke(c.pale, 6, 'M335 260Q400 240 465 245M335 300Q400 280 465 285M335 340Q400 320 465 325') +
  fill(c.main, 'M145 345Q150 270 205 275 225 235 260 262L240 280Q250 350 190 355Z') +
  circle(c.accent, 240, 267, 6)

const pen: Glyph = (c) =>
  turned(
    38,
    fill(c.pale, 'M278 420H322L300 490Z') +
      rect(c.main, 272, 220, 56, 205, 8) +
      rect(c.deep, 268, 90, 64, 150, 20) +
      rect(c.accent, 268, 222, 64, 16) +
      rect(c.accent, 325, 105, 14, 95, 7),
  )

const fountainPen: Glyph = (c) =>
  turned(
    38,
    fill(c.accent, 'M270 385H330Q335 440 300 500 265 440 270 385Z') +
      stroke(c.deep, 4, 'M300 490V430') +
      circle(c.deep, 300, 425, 7) +
      rect(c.deep, 266, 335, 68, 55, 10) +
      rect(c.main, 260, 95, 80, 245, 34) +
      rect(c.pale, 274, 120, 15, 200, 7),
  ) + stroke(c.deep, 5, 'M90 455Q130 425 160 450T215 445')

const ink: Glyph = (c) =>
  rect(c.deep, 245, 160, 110, 62, 12) +
  stroke(c.main, 5, 'M268 168V214M290 168V214M310 168V214M332 168V214') +
  fill(c.pale, 'M255 222H345L440 320V430Q440 455 415 455H185Q160 455 160 430V320Z') +
  fill(c.main, 'M160 345H440V430Q440 455 415 455H185Q160 455 160 430Z') +
  rect(c.mist, 230, 335, 140, 80, 6) +
  fill(c.deep, 'M300 350Q325 385 300 402 275 385 300 350Z')

const pencil: Glyph = (c) =>
  [-16, 4, 24]
    .map(
      (angle, i) =>
        `<g transform="rotate(${angle} 300 520)">` +
        fill('#f3dcb4', 'M276 195 300 130 324 195Z') +
        fill(c.deep, 'M291 155 300 130 309 155Z') +
        rect([c.main, c.accent, c.pale][i]!, 276, 193, 48, 235) +
        rect(c.deep, 292, 193, 14, 235) +
        rect(c.pale, 276, 415, 48, 22) +
        '</g>',
    )
    .join('') + rect(c.main, 205, 385, 190, 70, 12)

const paint: Glyph = (c) =>
  fill(c.deep, 'M120 175H480L490 300H110Z') +
  fill(c.mist, 'M138 190H462L470 285H130Z') +
  rect(c.deep, 105, 298, 390, 157, 16) +
  ['#c8553d', '#e2a33b', '#7f9f54', '#3f8798', '#5a5a92', '#8d4f6b', '#f0c9a5', '#4a3b33']
    .map((colour, i) => rect(colour, 125 + (i % 4) * 90, 316 + Math.floor(i / 4) * 65, 76, 52, 8))
    .join('') +
  ellipse(c.accent, 230, 238, 48, 24) +
  ellipse(c.main, 355, 240, 56, 22)

const map: Glyph = (c) =>
  fill(c.pale, 'M110 200 235 165V430L110 465Z') +
  fill(c.glow, 'M235 165 365 205V465L235 430Z') +
  fill(c.pale, 'M365 205 490 165V430L365 465Z') +
  fill(c.main, 'M110 350Q170 320 235 360V430L110 465ZM365 260Q430 225 490 260V330Q430 300 365 340Z') +
  `<path fill="none" stroke="${c.deep}" stroke-width="7" stroke-dasharray="17 13" d="M150 410Q210 300 290 340T425 280"/>` +
  fill(c.accent, 'M425 280Q375 215 425 185 475 215 425 280Z') +
  circle('#ffffff', 425, 222, 14)

const planisphere: Glyph = (c) =>
  circle(c.pale, 300, 305, 170) +
  circle(c.deep, 300, 305, 142) +
  ellipse(c.main, 300, 325, 112, 98) +
  stroke(c.accent, 4, 'M225 290 265 310 305 295 345 325 385 300') +
  [
    [225, 290, 8],
    [265, 310, 6],
    [305, 295, 9],
    [345, 325, 6],
    [385, 300, 8],
    [260, 370, 5],
    [330, 385, 6],
    [300, 250, 5],
    [370, 360, 4],
  ]
    .map(([x, y, r]) => circle('#fff6d8', x!, y!, r!))
    .join('') +
  stroke(c.main, 6, 'M300 138V158M300 452V472M133 305H153M447 305H467') +
  circle(c.accent, 300, 305, 7)

const calendar: Glyph = (c) =>
  rect(c.deep, 120, 425, 360, 30, 8) +
  rect(c.main, 150, 235, 142, 142, 16) +
  rect(c.main, 308, 235, 142, 142, 16) +
  stroke(c.mist, 13, 'M200 285 225 268V345') +
  stroke(c.mist, 13, 'M355 270H405L375 345') +
  rect(c.pale, 150, 382, 300, 42, 8) +
  stroke(c.deep, 6, 'M185 403H290') +
  circle(c.accent, 420, 403, 9)

const envelope: Glyph = (c) =>
  turned(
    -5,
    rect('#fffaf0', 175, 170, 250, 190, 8) +
      stroke(c.pale, 6, 'M205 205H395M205 235H350') +
      fill(c.pale, 'M125 260 300 355 475 260V450H125Z') +
      fill(c.main, 'M125 260 270 355 125 450ZM475 260 330 355 475 450Z') +
      fill(c.deep, 'M125 450 300 335 475 450Z') +
      circle(c.accent, 300, 375, 30),
  )

const clip: Glyph = (c) =>
  [
    [-32, c.pale],
    [4, c.main],
    [38, c.deep],
  ]
    .map(
      ([angle, colour]) =>
        `<g transform="rotate(${angle} 300 470)">` +
        stroke(
          `${colour}`,
          13,
          'M325 265V395Q325 420 300 420T275 395V225Q275 185 310 185T345 225V405Q345 450 300 450T255 405V265',
        ) +
        '</g>',
    )
    .join('') + circle(c.accent, 300, 462, 15)

export const paper = {
  notebook,
  book,
  pen,
  'fountain-pen': fountainPen,
  ink,
  pencil,
  paint,
  map,
  planisphere,
  calendar,
  envelope,
  clip,
}
