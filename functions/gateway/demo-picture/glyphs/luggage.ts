import { circle, ellipse, fill, type Glyph, rect, stroke, turned } from './draw.ts'

const backpack: Glyph = (c) =>
  stroke(c.deep, 16, 'M265 160Q265 120 300 120T335 160') +
  rect(c.deep, 150, 290, 60, 130, 22) +
  rect(c.deep, 390, 290, 60, 130, 22) +
  fill(c.main, 'M185 240Q185 150 300 150T415 240V420Q415 455 380 455H220Q185 455 185 420Z') +
  fill(c.pale, 'M185 240Q185 150 300 150T415 240Q300 285 185 240Z') +
  rect(c.deep, 222, 320, 156, 110, 22) +
  rect(c.main, 222, 320, 156, 38, 16) +
  rect(c.accent, 246, 245, 18, 80, 5) +
  rect(c.accent, 336, 245, 18, 80, 5)

const rucksack: Glyph = (c) =>
  fill(c.main, 'M190 225H410L420 425Q420 455 390 455H210Q180 455 180 425Z') +
  fill(c.pale, 'M190 225H240L232 455H210Q180 455 180 425Z') +
  rect(c.deep, 180, 150, 240, 40, 18) +
  rect(c.main, 190, 185, 220, 45) +
  stroke(c.accent, 13, 'M300 160V300') +
  rect(c.deep, 282, 275, 36, 40, 7) +
  rect(c.deep, 222, 345, 156, 14, 7)

const satchel: Glyph = (c) =>
  stroke(c.deep, 13, 'M165 270Q180 110 300 110T435 270') +
  rect(c.main, 135, 255, 330, 200, 26) +
  fill(c.pale, 'M135 281Q135 250 165 250H435Q465 250 465 281V320Q460 375 400 375H200Q140 375 135 320Z') +
  rect(c.accent, 200, 320, 28, 90, 6) +
  rect(c.accent, 372, 320, 28, 90, 6) +
  circle(c.deep, 214, 385, 8) +
  circle(c.deep, 386, 385, 8)

const drybag: Glyph = (c) =>
  stroke(c.deep, 12, 'M215 190Q190 120 300 120T385 190') +
  fill(c.main, 'M205 205H395Q425 330 405 425 398 455 370 455H230Q202 455 195 425 175 330 205 205Z') +
  fill(c.pale, 'M205 205H250Q232 330 245 455H230Q202 455 195 425 175 330 205 205Z') +
  rect(c.deep, 195, 165, 210, 45, 20) +
  rect(c.accent, 280, 170, 40, 34, 6) +
  fill(c.glow, 'M315 285Q360 350 315 380 270 350 315 285Z')

const suitcase: Glyph = (c) =>
  stroke(c.deep, 12, 'M250 190V110H350V190') +
  circle(c.deep, 225, 447, 15) +
  circle(c.deep, 375, 447, 15) +
  rect(c.main, 180, 180, 240, 262, 30) +
  rect(c.pale, 205, 205, 22, 212, 11) +
  rect(c.deep, 255, 205, 14, 212, 7) +
  rect(c.deep, 331, 205, 14, 212, 7) +
  rect(c.deep, 373, 205, 14, 212, 7) +
  rect(c.accent, 280, 180, 40, 20, 5)

const duffel: Glyph = (c) =>
  stroke(c.deep, 13, 'M225 275Q225 195 300 195T375 275') +
  fill(c.main, 'M105 330Q110 265 175 265H425Q490 265 495 330V400Q490 455 440 455H160Q110 455 105 400Z') +
  ellipse(c.pale, 142, 360, 37, 92) +
  rect(c.deep, 175, 288, 265, 11, 5) +
  rect(c.accent, 215, 265, 22, 190) +
  rect(c.accent, 363, 265, 22, 190) +
  circle(c.deep, 458, 360, 22)

const strap: Glyph = (c) =>
  turned(
    -10,
    rect(c.main, 95, 275, 410, 62, 10) +
      rect(c.pale, 95, 298, 410, 14) +
      rect(c.deep, 225, 252, 68, 108, 12) +
      rect(c.deep, 305, 252, 68, 108, 12) +
      rect(c.accent, 285, 282, 30, 48, 6),
  )

const pouch: Glyph = (c) =>
  rect(c.main, 145, 235, 310, 220, 34) +
  fill(c.pale, 'M145 290V269Q145 235 179 235H421Q455 235 455 269V290Z') +
  rect(c.deep, 165, 284, 270, 12, 6) +
  fill(c.accent, 'M395 284H420L428 335H387Z') +
  rect(c.deep, 195, 335, 150, 80, 14) +
  stroke(c.deep, 12, 'M145 320Q115 345 145 385')

const wallet: Glyph = (c) =>
  turned(
    -8,
    rect(c.pale, 215, 170, 210, 130, 12) +
      rect(c.accent, 235, 190, 130, 14, 7) +
      rect(c.main, 150, 220, 300, 220, 24) +
      rect(c.deep, 150, 220, 36, 220, 18) +
      circle(c.accent, 318, 310, 38) +
      stroke(c.main, 5, 'M280 310H356M318 272Q288 310 318 348M318 272Q348 310 318 348') +
      rect(c.pale, 255, 375, 126, 11, 5),
  )

const neckPillow: Glyph = (c) =>
  stroke(c.main, 112, 'M205 385Q160 210 300 205T395 385') +
  stroke(c.pale, 36, 'M193 365Q165 215 300 195') +
  stroke(c.accent, 9, 'M240 425 285 440M360 425 315 440') +
  circle(c.deep, 300, 442, 14)

const sleepMask: Glyph = (c) =>
  stroke(c.accent, 15, 'M130 290Q90 180 300 175T470 290') +
  fill(c.main, 'M120 275Q300 215 480 275 495 390 395 400 335 400 300 345 265 400 205 400 105 390 120 275Z') +
  fill(c.pale, 'M120 275Q300 215 480 275 300 250 124 300Z') +
  stroke(c.deep, 9, 'M175 330Q210 365 250 330M350 330Q390 365 425 330')

const firstAid: Glyph = (c) =>
  stroke(c.deep, 15, 'M245 230V185H355V230') +
  rect(c.main, 140, 220, 320, 235, 30) +
  rect(c.deep, 140, 318, 320, 10) +
  circle(c.pale, 300, 330, 84) +
  rect('#ffffff', 280, 278, 40, 104, 6) +
  rect('#ffffff', 248, 310, 104, 40, 6)

const plug: Glyph = (c) =>
  rect(c.deep, 240, 150, 20, 80, 8) +
  rect(c.deep, 340, 150, 20, 80, 8) +
  rect(c.main, 190, 210, 220, 245, 40) +
  rect(c.pale, 190, 250, 46, 160) +
  circle(c.accent, 320, 295, 32) +
  rect(c.deep, 275, 362, 90, 20, 10) +
  rect(c.deep, 275, 400, 90, 20, 10)

export const luggage = {
  backpack,
  rucksack,
  satchel,
  drybag,
  suitcase,
  duffel,
  strap,
  pouch,
  wallet,
  'neck-pillow': neckPillow,
  'sleep-mask': sleepMask,
  'first-aid': firstAid,
  plug,
}
