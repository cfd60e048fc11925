import { circle, ellipse, fill, type Glyph, rect, stroke, turned } from './draw.ts'

const body = 'M235 165Q300 200 365 165L425 195 480 395 425 412 405 330V455H195V330L175 412 120 395 175 195Z'

const jacket: Glyph = (c) =>
  fill(c.main, body) +
  fill(c.pale, 'M235 165 175 195 120 395 175 412 195 330Z') +
  fill(c.deep, 'M230 168Q232 110 300 110T370 168Q300 215 230 168Z') +
  fill(c.main, 'M255 165Q258 130 300 130T345 165Q300 195 255 165Z') +
  stroke(c.accent, 7, 'M300 190V455') +
  stroke(c.deep, 7, 'M225 365 250 400M375 365 350 400')

const puffer: Glyph = (c) =>
  fill(c.main, body) +
  stroke(
    c.pale,
    7,
    'M195 250H405M195 300H405M195 350H405M195 400H405M160 260 185 290M440 260 415 290M145 310 178 335M455 310 422 335',
  ) +
  rect(c.deep, 245, 135, 110, 48, 18) +
  stroke(c.accent, 7, 'M300 150V455')

const shirt: Glyph = (c) =>
  fill(c.main, body) +
  fill(c.pale, 'M300 185 235 150 215 175 275 235ZM300 185 365 150 385 175 325 235Z') +
  stroke(c.deep, 4, 'M300 190V455') +
  [245, 295, 345, 395].map((y) => circle(c.accent, 300, y, 8)).join('') +
  rect(c.pale, 325, 270, 58, 62, 6)

const tshirt: Glyph = (c) =>
  fill(c.main, 'M240 160Q300 205 360 160L430 190 490 285 430 320 400 280V455H200V280L170 320 110 285 170 190Z') +
  fill(c.pale, 'M240 160 170 190 110 285 170 320 200 280Z') +
  stroke(c.deep, 11, 'M240 160Q300 205 360 160') +
  stroke(c.accent, 8, 'M128 288 166 310M472 288 434 310M200 440H400')

const sweater: Glyph = (c) =>
  fill(c.main, body) +
  rect(c.deep, 243, 140, 114, 45, 20) +
  rect(c.deep, 195, 428, 210, 27, 8) +
  fill(
    c.accent,
    'M188 265 225 235 262 265 300 235 338 265 375 235 412 265V300L375 270 338 300 300 270 262 300 225 270 188 300Z',
  ) +
  stroke(c.pale, 6, 'M195 345H405M195 380H405')

const trousers: Glyph = (c) =>
  fill(c.main, 'M215 140H385L410 455H325L300 250 275 455H190Z') +
  fill(c.pale, 'M215 140H255L235 455H190Z') +
  rect(c.deep, 212, 135, 176, 32, 8) +
  rect(c.accent, 288, 138, 24, 26, 4) +
  rect(c.deep, 345, 290, 46, 62, 6) +
  stroke(c.deep, 5, 'M300 167V250')

const shorts: Glyph = (c) =>
  fill(c.main, 'M190 190H410L450 415H325L300 320 275 415H150Z') +
  fill(c.pale, 'M190 190H235L200 415H150Z') +
  rect(c.deep, 185, 183, 230, 38, 10) +
  stroke(c.accent, 7, 'M290 215 275 275M310 215 325 275') +
  stroke(c.deep, 5, 'M300 221V320')

const beanie: Glyph = (c) =>
  circle(c.accent, 300, 160, 36) +
  fill(c.main, 'M165 370Q165 175 300 175T435 370Z') +
  stroke(c.pale, 7, 'M220 365Q222 245 280 190M300 365V185M380 365Q378 245 320 190') +
  rect(c.deep, 145, 355, 310, 85, 26) +
  stroke(c.main, 7, 'M195 372V422M248 372V422M300 372V422M352 372V422M405 372V422')

const hat: Glyph = (c) =>
  ellipse(c.deep, 300, 395, 215, 48) +
  ellipse(c.main, 300, 383, 215, 46) +
  fill(c.pale, 'M185 380Q190 215 250 215 300 240 350 215 410 215 415 380 300 415 185 380Z') +
  fill(c.accent, 'M186 345Q300 385 414 345L415 380Q300 415 185 380Z')

const glove: Glyph = (c) =>
  turned(
    8,
    stroke(c.main, 50, 'M235 320V205M285 310V165M335 310V175M385 325V220') +
      stroke(c.main, 54, 'M235 375 165 310') +
      rect(c.main, 210, 295, 200, 120, 30) +
      rect(c.deep, 218, 400, 184, 60, 14) +
      circle(c.accent, 235, 200, 18) +
      stroke(c.pale, 8, 'M250 350Q310 385 375 345'),
  )

const tube: Glyph = (c) =>
  fill(c.main, 'M185 190H415Q395 250 425 320 385 370 415 435 300 475 185 435 215 370 175 320 205 250 185 190Z') +
  ellipse(c.deep, 300, 192, 115, 32) +
  stroke(c.pale, 11, 'M203 265Q300 300 397 265M192 335Q300 375 408 335') +
  stroke(c.accent, 11, 'M203 400Q300 440 397 400')

const sock: Glyph = (c) =>
  fill(c.main, 'M235 140H375V325L460 385Q490 415 460 445 450 455 420 455H330Q245 450 235 380Z') +
  fill(
    c.pale,
    'M422 358 460 385Q490 415 460 445 450 455 420 455H400Q380 400 422 358ZM235 345Q300 345 320 455 245 445 235 380Z',
  ) +
  rect(c.deep, 225, 130, 160, 46, 12) +
  stroke(c.accent, 11, 'M240 220H370M240 255H370')

const boot: Glyph = (c) =>
  fill(c.main, 'M205 150H345Q335 250 365 290 470 300 480 385V425H195Q215 300 205 150Z') +
  fill(c.pale, 'M400 302Q475 320 480 385V400H395Q360 350 400 302Z') +
  fill(c.deep, 'M185 415H490V440Q490 455 475 455H395L380 440H300V455H200Q185 455 185 440Z') +
  rect(c.deep, 195, 135, 160, 42, 16) +
  stroke(c.accent, 9, 'M290 215 345 200M290 255 350 240M298 295 360 275')

const trainer: Glyph = (c) =>
  fill(c.main, 'M120 290Q160 310 215 265L245 235Q290 320 400 340 490 350 490 415H115Z') +
  fill(c.pale, 'M400 340Q490 350 490 415H390Q350 375 400 340Z') +
  fill(c.deep, 'M105 405H495V425Q490 455 455 455H145Q105 455 105 425Z') +
  stroke(c.accent, 9, 'M250 310 285 275M285 330 320 295M322 345 355 312') +
  stroke(c.pale, 10, 'M150 385Q220 390 255 345')

const plimsoll: Glyph = (c) =>
  fill(c.main, 'M125 300Q180 330 240 285 290 350 400 355 475 360 480 420H120Z') +
  fill('#fffaf0', 'M395 355Q475 358 480 420H385Q360 390 395 355Z') +
  rect('#fffaf0', 110, 410, 380, 45, 20) +
  rect(c.accent, 115, 428, 370, 8) +
  stroke(c.deep, 8, 'M245 330 275 305M280 348 310 322')

const slipper: Glyph = (c) =>
  fill(c.deep, 'M115 400Q115 350 180 355L480 385Q500 455 440 455H170Q115 455 115 400Z') +
  fill(c.main, 'M255 385Q290 270 400 295 485 320 485 425 480 440 440 440H255Z') +
  ellipse(c.pale, 190, 378, 72, 24) +
  stroke(c.accent, 9, 'M262 380Q320 350 345 285')

const sandal: Glyph = (c) =>
  fill(c.deep, 'M110 410Q160 380 280 395T490 405Q500 455 450 455H150Q105 455 110 410Z') +
  stroke(c.main, 36, 'M345 410Q360 310 410 315T450 410M165 395Q170 290 245 300T300 395') +
  stroke(c.pale, 13, 'M165 330Q210 265 290 330L395 318') +
  rect(c.accent, 222, 285, 40, 32, 7)

const insole: Glyph = (c) =>
  fill(c.main, 'M215 140Q275 150 270 245 250 320 270 400 265 460 215 460T165 400Q175 320 150 245 150 140 215 140Z') +
  fill(c.pale, 'M385 140Q325 150 330 245 350 320 330 400 335 460 385 460T435 400Q425 320 450 245 450 140 385 140Z') +
  ellipse(c.accent, 215, 405, 32, 36) +
  ellipse(c.accent, 385, 405, 32, 36)

const brush: Glyph = (c) =>
  fill(
    c.deep,
    'M150 345H450L465 440Q445 455 430 438 405 458 380 438 355 458 330 438 305 458 280 438 255 458 230 438 205 458 180 438 160 455 135 440Z',
  ) +
  fill(c.main, 'M130 330Q130 250 220 255T380 255Q470 250 470 330 470 350 450 350H150Q130 350 130 330Z') +
  fill(c.pale, 'M155 305Q165 275 220 278T380 278Q435 275 445 305 300 315 155 305Z') +
  stroke(c.accent, 7, 'M470 300Q520 290 500 330')

export const wear = {
  jacket,
  puffer,
  shirt,
  tshirt,
  sweater,
  trousers,
  shorts,
  beanie,
  hat,
  glove,
  tube,
  sock,
  boot,
  trainer,
  plimsoll,
  slipper,
  sandal,
  insole,
  brush,
}
