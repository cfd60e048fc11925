import type { Palette } from '../palettes.ts'
import { circle, ellipse, fill, type Glyph, rect, stroke, turned } from './draw.ts'

const leaf = '#5f8f63'
const shade = '#34604a'

const flowerpot = (c: Palette) =>
  fill(c.main, 'M215 360H385L365 455H235Z') +
  fill(c.pale, 'M215 360H250L258 455H235Z') +
  rect(c.deep, 203, 340, 194, 30, 8)

const monstera: Glyph = (c) =>
  stroke(shade, 8, 'M300 345Q290 270 220 240M300 345Q300 260 300 190M300 345Q315 280 390 255') +
  fill(leaf, 'M225 300Q120 290 115 190L165 205 160 165Q215 160 235 200L215 225 250 220Q260 270 225 300Z') +
  fill(shade, 'M300 250Q235 205 265 115L300 150 335 115Q365 205 300 250Z') +
  fill(leaf, 'M375 310Q340 265 360 225L390 230 375 200Q410 165 465 180L450 215 495 215Q485 305 375 310Z') +
  flowerpot(c)

const snakePlant: Glyph = (c) =>
  fill(shade, 'M250 345Q205 230 225 135 270 220 285 345ZM350 345Q395 240 380 150 330 230 318 345Z') +
  fill(leaf, 'M275 345Q265 190 300 95 335 190 325 345Z') +
  stroke(
    c.accent,
    5,
    'M300 110Q275 210 284 340M300 110Q325 210 316 340M227 150Q215 240 258 340M378 165Q385 240 342 340',
  ) +
  flowerpot(c)

const hangingPlant: Glyph = (c) =>
  stroke(c.deep, 5, 'M300 60 210 240M300 60 390 240M300 60V240') +
  circle(c.accent, 300, 62, 12) +
  fill(c.main, 'M195 230H405Q400 320 345 340H255Q200 320 195 230Z') +
  fill(c.pale, 'M195 230H240Q240 300 275 340H255Q200 320 195 230Z') +
  stroke(shade, 5, 'M215 235Q165 300 185 430M260 240Q255 360 240 465M345 240Q350 350 365 455M390 235Q440 300 415 400') +
  [
    [172, 300],
    [178, 360],
    [188, 430],
    [255, 380],
    [240, 465],
    [352, 375],
    [365, 455],
    [430, 300],
    [425, 355],
    [414, 402],
  ]
    .map(([x, y]) => circle(leaf, x!, y!, 17))
    .join('')

const tree: Glyph = (c) =>
  stroke(c.deep, 15, 'M300 350Q290 300 300 210') +
  circle(shade, 250, 215, 62) +
  circle(shade, 355, 220, 58) +
  circle(leaf, 300, 165, 74) +
  circle('#8fb08a', 275, 145, 30) +
  [
    [240, 230],
    [330, 200],
    [370, 245],
    [300, 240],
  ]
    .map(([x, y]) => circle(c.accent, x!, y!, 9))
    .join('') +
  flowerpot(c)

const fern: Glyph = (c) =>
  stroke(leaf, 26, 'M300 345Q255 230 135 240M300 345Q345 230 465 240') +
  stroke(shade, 26, 'M300 345Q270 220 195 150M300 345Q330 220 405 150M300 345V125') +
  stroke(
    c.glow,
    4,
    'M300 345Q270 220 195 150M300 345Q330 220 405 150M300 345V125M300 345Q255 230 135 240M300 345Q345 230 465 240',
  ) +
  flowerpot(c)

const succulent: Glyph = (c) =>
  fill(shade, 'M300 345Q180 340 165 235 250 245 300 345ZM300 345Q420 340 435 235 350 245 300 345Z') +
  fill(leaf, 'M300 345Q220 290 230 190 300 240 300 345ZM300 345Q380 290 370 190 300 240 300 345Z') +
  fill('#9cc09a', 'M300 345Q250 250 300 165 350 250 300 345Z') +
  circle(c.accent, 300, 172, 9) +
  flowerpot(c)

const potPlant: Glyph = (c) =>
  fill(leaf, 'M300 275Q245 225 270 150 315 205 300 275Z') +
  fill(shade, 'M300 275Q335 195 400 185 385 260 300 275Z') +
  fill(c.main, 'M175 285H425Q430 390 375 455H225Q170 390 175 285Z') +
  fill(c.pale, 'M175 285H225Q220 390 260 455H225Q170 390 175 285Z') +
  rect(c.deep, 160, 262, 280, 38, 14) +
  stroke(c.accent, 8, 'M185 345Q215 365 245 345T305 345 365 345 415 345')

const trough: Glyph = (c) =>
  [165, 235, 300, 365, 435]
    .map((x, i) =>
      fill(i % 2 ? shade : leaf, `M${x} 335Q${x - 48} 285 ${x - 12} ${225 - (i % 2) * 35} ${x + 48} 285 ${x} 335Z`),
    )
    .join('') +
  circle(c.accent, 235, 195, 16) +
  circle(c.accent, 365, 195, 16) +
  fill(c.main, 'M105 335H495L475 455H125Z') +
  fill(c.pale, 'M105 335H175L180 455H125Z') +
  rect(c.deep, 95, 320, 410, 28, 10)

const sprout: Glyph = (c) =>
  [180, 300, 420]
    .map(
      (x, i) =>
        stroke(shade, 6, `M${x} 360V${285 - i * 18}`) +
        fill(
          leaf,
          `M${x} ${300 - i * 18}Q${x - 52} ${295 - i * 18} ${x - 50} ${245 - i * 18} ${x} ${245 - i * 18} ${x} ${300 - i * 18}ZM${x} ${285 - i * 18}Q${x + 52} ${280 - i * 18} ${x + 50} ${230 - i * 18} ${x} ${230 - i * 18} ${x} ${285 - i * 18}Z`,
        ) +
        fill(c.main, `M${x - 50} 355H${x + 50}L${x + 38} 440H${x - 38}Z`),
    )
    .join('') + rect(c.accent, 105, 432, 390, 23, 11)

const seedPacket: Glyph = (c) =>
  turned(
    -6,
    rect(c.main, 195, 140, 210, 310, 10) +
      rect(c.deep, 195, 140, 210, 40, 10) +
      rect(c.mist, 215, 200, 170, 165, 10) +
      stroke(shade, 7, 'M300 355V290') +
      fill(leaf, 'M300 335Q260 335 250 300 295 298 300 335ZM300 335Q340 335 350 300 305 298 300 335Z') +
      [0, 60, 120, 180, 240, 300]
        .map((a) => `<ellipse fill="${c.accent}" cx="300" cy="238" rx="13" ry="23" transform="rotate(${a} 300 262)"/>`)
        .join('') +
      circle(c.deep, 300, 262, 15) +
      stroke(c.pale, 8, 'M235 395H365M260 420H340'),
  )

const secateurs: Glyph = (c) =>
  turned(
    15,
    stroke(c.main, 36, 'M300 290Q235 360 245 450') +
      stroke(c.deep, 36, 'M300 290Q365 360 355 450') +
      fill(c.pale, 'M290 300Q250 200 330 130 350 220 318 300Z') +
      fill(c.deep, 'M310 300Q330 230 270 165 240 230 282 300Z') +
      circle(c.accent, 300, 290, 22) +
      stroke(c.accent, 6, 'M268 370 300 360 332 370'),
  )

const spade: Glyph = (c) =>
  turned(
    20,
    stroke(c.accent, 24, 'M300 95V300') +
      stroke(c.deep, 20, 'M255 92H345') +
      fill(c.deep, 'M275 255H325V300H275Z') +
      fill(c.main, 'M215 290H385V380Q380 455 300 490 220 455 215 380Z') +
      fill(c.pale, 'M215 290H262V462Q220 435 215 380Z') +
      rect(c.deep, 208, 282, 184, 15, 7),
  )

const trowel: Glyph = (c) =>
  turned(
    35,
    rect(c.accent, 277, 90, 46, 145, 22) +
      rect(c.deep, 272, 220, 56, 26, 8) +
      stroke(c.deep, 15, 'M300 246V290') +
      fill(c.main, 'M240 285Q300 265 360 285 375 400 300 500 225 400 240 285Z') +
      fill(c.pale, 'M240 285Q268 276 300 276V500Q225 400 240 285Z'),
  )

const wateringCan: Glyph = (c) =>
  stroke(c.deep, 15, 'M255 245Q265 130 370 165T440 340') +
  stroke(c.main, 24, 'M245 405 130 240') +
  fill(c.accent, 'M85 225 150 180 165 240 120 270Z') +
  fill(c.main, 'M235 245H410L430 430Q430 455 405 455H240Q215 455 215 430Z') +
  fill(c.pale, 'M235 245H285L270 455H240Q215 455 215 430Z') +
  ellipse(c.deep, 322, 245, 88, 18)

const rope: Glyph = (c) =>
  ellipse(c.deep, 300, 400, 165, 55) +
  stroke(c.main, 30, 'M165 385Q300 460 435 385M165 345Q300 420 435 345M165 305Q300 380 435 305') +
  ellipse(c.pale, 300, 278, 148, 50) +
  ellipse(c.deep, 300, 278, 92, 27) +
  stroke(c.accent, 24, 'M370 250Q450 205 400 160T460 105')

export const garden = {
  monstera,
  'snake-plant': snakePlant,
  'hanging-plant': hangingPlant,
  tree,
  fern,
  succulent,
  'pot-plant': potPlant,
  trough,
  sprout,
  'seed-packet': seedPacket,
  secateurs,
  spade,
  trowel,
  'watering-can': wateringCan,
  rope,
}
