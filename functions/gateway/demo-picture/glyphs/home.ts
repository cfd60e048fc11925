import { circle, ellipse, fill, type Glyph, rect, stroke } from './draw.ts'

const lamp: Glyph = (c) =>
  fill(c.glow, 'M175 290 120 455H480L425 290Z') +
  fill(c.accent, 'M235 150H365L430 295H170Z') +
  fill(c.pale, 'M235 150H275L245 295H170Z') +
  stroke(c.deep, 12, 'M300 295V430') +
  fill(c.main, 'M225 455Q225 415 300 415T375 455Z')

const deskLamp: Glyph = (c) =>
  fill(c.glow, 'M355 235 300 455H520L455 235Z') +
  stroke(c.deep, 13, 'M195 430 165 285 330 190') +
  circle(c.accent, 165, 285, 17) +
  fill(c.main, 'M335 170 420 150Q470 195 470 245L350 262Q325 225 335 170Z') +
  fill('#fff6dc', 'M350 262 470 245Q455 285 410 285T350 262Z') +
  rect(c.main, 125, 425, 145, 30, 15)

const pebbleLamp: Glyph = (c) =>
  circle(c.glow, 300, 330, 195) +
  fill(c.main, 'M145 400Q150 440 200 455H400Q450 440 455 400Z') +
  fill('#fff3d2', 'M145 400Q150 235 300 235T455 400Z') +
  fill(c.accent, 'M145 400Q150 235 270 237 190 280 190 400Z') +
  stroke(c.deep, 8, 'M275 428H325')

const floorLamp: Glyph = (c) =>
  fill(c.glow, 'M205 215 140 455H460L395 215Z') +
  stroke(c.deep, 11, 'M300 215V300L240 455M300 300 360 455M300 300V455') +
  fill(c.accent, 'M225 110H375L405 220H195Z') +
  fill(c.pale, 'M225 110H265L248 220H195Z')

const pendant: Glyph = (c) =>
  stroke(c.deep, 7, 'M300 60V195') +
  rect(c.deep, 278, 190, 44, 30, 8) +
  circle('#fff3d2', 300, 372, 48) +
  fill(c.main, 'M130 370Q135 215 300 215T470 370Z') +
  stroke(c.pale, 5, 'M190 368Q200 250 285 217M300 368V217M410 368Q400 250 315 217M150 310H450M185 260H415') +
  rect(c.accent, 122, 362, 356, 18, 9)

const blanket: Glyph = (c) =>
  rect(c.deep, 135, 385, 330, 70, 32) +
  rect(c.main, 145, 315, 310, 75, 34) +
  rect(c.pale, 140, 245, 320, 75, 34) +
  fill(c.accent, 'M215 245H275V455H215Z') +
  stroke(c.deep, 6, 'M220 455V475M235 455V478M250 455V475M265 455V478') +
  stroke(c.glow, 5, 'M320 283H430M320 352H425')

const towel: Glyph = (c) =>
  rect(c.deep, 120, 165, 360, 20, 10) +
  circle(c.accent, 120, 175, 19) +
  circle(c.accent, 480, 175, 19) +
  rect(c.main, 180, 160, 240, 270, 10) +
  rect(c.pale, 180, 160, 62, 270, 10) +
  rect(c.accent, 180, 340, 240, 15) +
  rect(c.glow, 180, 365, 240, 9) +
  stroke(c.deep, 6, 'M195 432V452M230 432V452M265 432V452M300 432V452M335 432V452M370 432V452M405 432V452')

const rug: Glyph = (c) =>
  fill(c.main, 'M155 240H445L500 440H100Z') +
  fill(c.pale, 'M175 260H425L468 420H132Z') +
  fill(c.main, 'M300 285 385 340 300 398 215 340Z') +
  fill(c.accent, 'M300 312 342 340 300 368 258 340Z') +
  stroke(
    c.deep,
    6,
    'M115 442V458M162 442V458M208 442V458M254 442V458M300 442V458M346 442V458M392 442V458M438 442V458M485 442V458',
  )

const candle: Glyph = (c) =>
  circle(c.glow, 300, 200, 92) +
  fill(c.accent, 'M300 130Q345 195 300 240 255 195 300 130Z') +
  fill('#fff8e6', 'M300 185Q320 215 300 238 280 215 300 185Z') +
  stroke(c.deep, 6, 'M300 235V275') +
  rect(c.main, 195, 275, 210, 180, 20) +
  ellipse(c.pale, 300, 280, 105, 22) +
  rect(c.mist, 230, 335, 140, 75, 8) +
  stroke(c.deep, 5, 'M260 362H340M275 385H325')

const tapers: Glyph = (c) =>
  fill(c.accent, 'M240 95Q268 135 240 162 212 135 240 95ZM360 130Q388 170 360 197 332 170 360 130Z') +
  rect(c.pale, 222, 165, 36, 240, 10) +
  rect(c.main, 342, 200, 36, 205, 10) +
  fill(c.deep, 'M195 390H285L268 455H212ZM315 390H405L388 455H332Z')

const incense: Glyph = (c) =>
  stroke(c.pale, 7, 'M420 175Q390 145 420 115T405 60') +
  stroke(c.deep, 7, 'M245 385 415 180') +
  circle(c.accent, 416, 179, 9) +
  fill(c.main, 'M165 425Q165 350 250 355T335 425Z') +
  fill(c.pale, 'M180 410Q185 365 240 368 200 385 200 425Z') +
  rect(c.deep, 110, 425, 380, 30, 10)

const basket: Glyph = (c) =>
  stroke(c.deep, 15, 'M195 285Q195 145 300 145T405 285') +
  fill(c.main, 'M140 285H460L425 430Q420 455 395 455H205Q180 455 175 430Z') +
  stroke(c.pale, 7, 'M152 330H448M163 375H437M174 418H426') +
  stroke(c.deep, 5, 'M210 290 230 450M270 290 277 450M330 290 323 450M390 290 370 450') +
  rect(c.accent, 130, 270, 340, 28, 14)

const crate: Glyph = (c) =>
  rect(c.deep, 140, 240, 320, 215, 8) +
  [252, 320, 388].map((y) => rect(c.main, 125, y, 350, 56, 6) + rect(c.pale, 125, y, 350, 9, 4)).join('') +
  rect(c.deep, 250, 268, 100, 25, 12) +
  [148, 452].map((x) => [280, 348, 416].map((y) => circle(c.accent, x, y, 6)).join('')).join('')

const bin: Glyph = (c) =>
  rect(c.main, 135, 280, 330, 175, 34) +
  rect(c.pale, 135, 315, 60, 105) +
  rect(c.accent, 120, 255, 360, 36, 12) +
  rect(c.deep, 265, 235, 70, 20, 10) +
  fill(c.glow, 'M230 395Q220 345 260 340 300 320 340 340 385 345 372 395Z') +
  stroke(c.main, 6, 'M270 350 285 375M305 345 320 370')

const rail: Glyph = (c) =>
  rect(c.main, 90, 200, 420, 58, 12) +
  rect(c.pale, 90, 200, 420, 12, 6) +
  [130, 215, 300, 385, 470].map((x) => rect(c.deep, x - 8, 230, 16, 50, 8) + circle(c.accent, x, 238, 15)).join('') +
  stroke(c.deep, 8, 'M178 325Q185 265 215 250 245 265 252 325') +
  fill(c.accent, 'M155 320H275L287 435Q287 455 265 455H165Q143 455 143 435Z') +
  stroke(c.deep, 8, 'M385 250V285') +
  fill(c.main, 'M375 283H395L420 400 385 455 350 400Z') +
  fill(c.pale, 'M375 283H385V455L350 400Z')

const diningChair: Glyph = (c) =>
  stroke(c.deep, 14, 'M205 345 190 455M395 345 410 455M240 345V440M360 345V440') +
  stroke(c.main, 13, 'M215 340 200 150M385 340 400 150') +
  stroke(c.pale, 8, 'M250 330 245 175M283 330 281 170M317 330 319 170M350 330 355 175') +
  fill(c.main, 'M188 135Q300 100 412 135V175Q300 145 188 175Z') +
  fill(c.accent, 'M190 320H410L430 358H170Z')

export const home = {
  lamp,
  'desk-lamp': deskLamp,
  'pebble-lamp': pebbleLamp,
  'floor-lamp': floorLamp,
  pendant,
  blanket,
  towel,
  rug,
  candle,
  tapers,
  incense,
  basket,
  crate,
  bin,
  rail,
  'dining-chair': diningChair,
}
