import { circle, ellipse, fill, type Glyph, rect, stroke, turned } from './draw.ts'

const pan: Glyph = (c) =>
  turned(
    -18,
    rect(c.deep, 388, 290, 165, 30, 15) +
      circle(c.glow, 527, 305, 7) +
      circle(c.deep, 255, 305, 148) +
      circle(c.main, 255, 305, 124) +
      fill(c.pale, 'M160 305A95 95 0 0 1 255 210 80 80 0 0 0 160 305Z') +
      fill('#fffdf6', 'M205 320Q200 260 255 262 310 250 320 305 330 360 270 355 215 375 205 320Z') +
      circle(c.accent, 262, 310, 30),
  )

const pot: Glyph = (c) =>
  stroke(c.deep, 17, 'M150 305H125V345H150M450 305H475V345H450') +
  fill(c.main, 'M155 265H445V415Q445 455 400 455H200Q155 455 155 415Z') +
  fill(c.pale, 'M155 265H215V455H200Q155 455 155 415Z') +
  fill(c.deep, 'M145 265Q160 205 300 205T455 265Z') +
  circle(c.accent, 300, 195, 20)

const stove: Glyph = (c) =>
  fill(c.accent, 'M300 155Q340 205 322 245H278Q260 205 300 155Z') +
  fill('#fff3d6', 'M300 195Q318 222 308 245H292Q282 222 300 195Z') +
  stroke(c.deep, 11, 'M220 215V245L300 280 380 245V215') +
  rect(c.deep, 275, 262, 50, 48, 8) +
  stroke(c.accent, 8, 'M325 285H375') +
  fill(c.main, 'M205 345Q205 305 300 305T395 345V430Q395 455 370 455H230Q205 455 205 430Z') +
  rect(c.pale, 205, 365, 190, 45)

const tray: Glyph = (c) =>
  fill(c.main, 'M115 330H485L455 435Q450 455 430 455H170Q150 455 145 435Z') +
  rect(c.deep, 100, 310, 400, 28, 14) +
  fill(c.pale, 'M140 338H200L225 455H170Q150 455 145 435Z') +
  fill(c.accent, 'M190 310Q200 225 300 225T410 310Z') +
  stroke(c.deep, 5, 'M250 250 270 285M300 240V280M350 250 330 285')

const mug: Glyph = (c) =>
  stroke(c.main, 28, 'M390 265Q470 260 465 325T380 390') +
  fill(c.main, 'M175 205H405L395 420Q392 455 355 455H225Q188 455 185 420Z') +
  fill(c.pale, 'M175 205H235L245 455H225Q188 455 185 420Z') +
  ellipse(c.deep, 290, 205, 115, 22) +
  stroke(c.accent, 8, 'M255 160Q235 135 255 105M320 160Q300 135 320 105') +
  [250, 330, 290, 350, 300].map((x, i) => circle(c.glow, x, 270 + i * 34, 6)).join('')

const cup: Glyph = (c) =>
  fill(c.pale, 'M180 245H420Q420 380 360 445H240Q180 380 180 245Z') +
  fill(c.main, 'M180 245H420Q418 320 400 350 350 325 320 355 270 330 240 360 215 335 195 345 181 320 180 245Z') +
  ellipse(c.deep, 300, 245, 120, 24) +
  ellipse(c.accent, 300, 250, 98, 15) +
  rect(c.deep, 235, 440, 130, 15, 6)

const tumbler: Glyph = (c) =>
  fill(c.main, 'M210 215H390L362 455H238Z') +
  fill(c.pale, 'M210 215H255L268 455H238Z') +
  rect(c.deep, 200, 175, 200, 46, 14) +
  rect(c.accent, 265, 158, 70, 22, 8) +
  rect(c.deep, 226, 335, 148, 14)

const bottle: Glyph = (c) =>
  stroke(c.deep, 12, 'M265 150Q265 105 300 105T335 150') +
  rect(c.deep, 255, 145, 90, 48, 10) +
  fill(c.main, 'M262 193H338V215Q390 235 390 290V425Q390 455 360 455H240Q210 455 210 425V290Q210 235 262 215Z') +
  fill(c.pale, 'M262 215Q210 235 210 290V425Q210 455 240 455H252V290Q252 240 285 210Z') +
  rect(c.accent, 210, 335, 180, 24)

const flask: Glyph = (c) =>
  fill(c.deep, 'M235 215V150Q235 125 260 125H340Q365 125 365 150V215Z') +
  rect(c.accent, 228, 208, 144, 24, 6) +
  rect(c.main, 215, 232, 170, 223, 20) +
  rect(c.pale, 230, 232, 32, 223) +
  stroke(c.deep, 14, 'M385 275Q450 285 445 345T385 400')

const carafe: Glyph = (c) =>
  rect(c.accent, 268, 120, 64, 58, 12) +
  fill(c.pale, 'M262 165H338V230Q420 285 405 400 395 455 345 455H255Q205 455 195 400 180 285 262 230Z') +
  fill(c.main, 'M205 330Q300 350 395 330 420 455 345 455H255Q180 455 205 330Z') +
  stroke('#ffffff', 8, 'M228 300Q215 330 218 375')

const kettle: Glyph = (c) =>
  stroke(c.deep, 15, 'M215 250Q215 140 310 140T400 250') +
  stroke(c.main, 22, 'M215 410Q130 400 135 320T95 235') +
  fill(c.main, 'M220 245H400L435 425Q440 455 410 455H215Q185 455 190 425Z') +
  fill(c.pale, 'M220 245H265L245 455H215Q185 455 190 425Z') +
  rect(c.deep, 212, 232, 196, 22, 10) +
  circle(c.accent, 310, 222, 15)

const knife: Glyph = (c) =>
  turned(
    -28,
    fill(c.pale, 'M85 285H345V350Q190 365 85 285Z') +
      fill('#ffffff', 'M85 285H345V300H107Z') +
      rect(c.accent, 343, 282, 18, 50, 4) +
      fill(c.deep, 'M360 282H520Q535 300 515 325 480 335 440 322L360 330Z') +
      [395, 440, 485].map((x) => circle(c.glow, x, 304, 6)).join(''),
  )

const pocketKnife: Glyph = (c) =>
  turned(
    -20,
    fill(c.pale, 'M290 300Q190 210 95 265 170 300 200 345H290Z') +
      rect(c.accent, 275, 288, 36, 70, 8) +
      fill(c.main, 'M305 290H480Q520 295 515 330 505 362 460 356H305Z') +
      fill(c.deep, 'M305 325H515Q505 362 460 356H305Z') +
      circle(c.glow, 475, 322, 9),
  )

const board: Glyph = (c) =>
  turned(
    8,
    rect(c.main, 165, 160, 270, 300, 26) +
      fill(
        c.pale,
        'M191 160H230V460H191Q165 460 165 434V186Q165 160 191 160ZM285 160H335V460H285ZM390 160H409Q435 160 435 186V434Q435 460 409 460H390Z',
      ) +
      rect(c.deep, 262, 182, 76, 24, 12) +
      stroke(c.accent, 5, 'M205 255 260 390M345 260 385 330'),
  )

const grinder: Glyph = (c) =>
  stroke(c.deep, 13, 'M300 175V145H425') +
  circle(c.accent, 430, 140, 22) +
  rect(c.deep, 245, 172, 110, 28, 10) +
  fill(c.main, 'M240 200H360L350 335H250Z') +
  fill(c.pale, 'M240 200H275L278 335H250Z') +
  rect(c.accent, 243, 328, 114, 18, 6) +
  fill(c.deep, 'M250 346H350L362 435Q362 455 340 455H260Q238 455 238 435Z')

const coffee: Glyph = (c) =>
  fill(c.main, 'M195 190H405L420 455H180Z') +
  fill(c.pale, 'M195 190H240L225 455H180Z') +
  fill(c.deep, 'M205 135H395L405 190H195Z') +
  stroke(c.accent, 7, 'M200 170H400') +
  circle(c.glow, 310, 325, 64) +
  `<g transform="rotate(30 310 325)">${ellipse(c.deep, 310, 325, 30, 43)}${stroke(c.glow, 6, 'M310 284Q294 315 310 328T310 366')}</g>`

const dripper: Glyph = (c) =>
  fill(c.main, 'M185 150H415L345 270H255Z') +
  fill(c.pale, 'M185 150H235L285 270H255Z') +
  rect(c.deep, 215, 268, 170, 18, 8) +
  fill(c.glow, 'M240 286H360V320Q430 380 400 430 390 455 360 455H240Q210 455 200 430 170 380 240 320Z') +
  fill(c.deep, 'M192 390H408Q410 455 360 455H240Q190 455 192 390Z') +
  circle(c.accent, 300, 335, 9)

const tin: Glyph = (c) =>
  fill(c.main, 'M170 280V425Q170 455 300 455T430 425V280Z') +
  fill(c.pale, 'M170 280V425Q170 443 218 450V280Z') +
  ellipse(c.deep, 300, 280, 130, 40) +
  ellipse(c.accent, 300, 268, 130, 40) +
  ellipse(c.pale, 300, 266, 98, 27) +
  fill(c.glow, 'M300 335Q350 375 300 425 250 375 300 335Z') +
  stroke(c.deep, 4, 'M300 350V440')

const jar: Glyph = (c) =>
  rect(c.accent, 228, 165, 144, 40, 10) +
  rect(c.deep, 238, 203, 124, 12) +
  rect(c.pale, 205, 215, 190, 240, 34) +
  fill(c.main, 'M205 310Q255 290 300 310T395 305V421Q395 455 361 455H239Q205 455 205 421Z') +
  stroke('#ffffff', 8, 'M232 250V395')

export const kitchen = {
  pan,
  pot,
  stove,
  tray,
  mug,
  cup,
  tumbler,
  bottle,
  flask,
  carafe,
  kettle,
  knife,
  'pocket-knife': pocketKnife,
  board,
  grinder,
  coffee,
  dripper,
  tin,
  jar,
}
