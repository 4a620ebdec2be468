/** What a drawing of a board is made of, and the words in it; anything else is refused. */
const drawing = `svg g defs path rect circle ellipse line polyline polygon text tspan textPath title desc style image
  use symbol marker pattern mask clipPath linearGradient radialGradient stop filter foreignObject a
  feGaussianBlur feOffset feMerge feMergeNode feColorMatrix feBlend feFlood feComposite feDropShadow`
const words =
  'div p span ul ol li strong b em i u s del code pre mark br blockquote h1 h2 h3 h4 h5 h6 sub sup'
const allowed = new Set(`${drawing} ${words}`.split(/\s+/))
const prefixes = new Set(['xlink', 'xml', 'xmlns'])
const deepest = 500

/** Each reads one piece of a text from where it stands; together they take no text but well-formed XML. */
const pieces = {
  space: /\s+/y,
  characters: /[^<&]+/y,
  entity: /&(?:amp|lt|gt|quot|apos|#\d{1,7}|#x[\da-f]{1,6});/iy,
  comment: /<!--[^-]*(?:-[^-]+)*-->/y,
  declaration: /\uFEFF?\s*(?:<\?xml[^>]*\?>)?\s*/y,
  opening: /<([A-Za-z][\w.:-]*)/y,
  attribute: /\s+([A-Za-z_][\w.:-]*)\s*=\s*(?:"([^"<]*)"|'([^'<]*)')/y,
  end: /\s*(\/?)>/y,
  closing: /<\/([A-Za-z][\w.:-]*)\s*>/y,
}

/** Thrown inside; `message` is what is wrong. */
class NotInert extends Error {}

/**
 * Why a drawing could do more than be looked at, or null: it is well-formed, of known elements only, without scripts,
 * handlers and entities, and nothing in it is fetched from anywhere. Links may lead to the web and to mail.
 */
export function svgProblem(text: string): string | null {
  try {
    new Walk(text).run()
    return null
  } catch (error) {
    if (error instanceof NotInert) return error.message
    throw error
  }
}

class Walk {
  private at = 0
  private readonly open: string[] = []
  /** The words of the style element that is open. */
  private css = ''

  constructor(private readonly text: string) {}

  run(): void {
    this.take(pieces.declaration)
    while (this.take(pieces.comment) || this.take(pieces.space));
    if (!this.element() || this.open[0] === undefined) throw new NotInert('The content is no SVG picture')
    while (this.open.length > 0) {
      if (!this.piece()) throw new NotInert(this.strange())
    }
    while (this.take(pieces.comment) || this.take(pieces.space));
    if (this.at !== this.text.length) throw new NotInert('There is something behind the drawing')
  }

  private take(pattern: RegExp): RegExpExecArray | null {
    pattern.lastIndex = this.at
    const found = pattern.exec(this.text)
    if (found) this.at = pattern.lastIndex
    return found && found[0] !== '' ? found : null
  }

  private piece(): boolean {
    const characters = this.take(pieces.characters) ?? this.take(pieces.entity)
    if (characters) {
      if (this.open.at(-1) === 'style') this.css += decode(characters[0])
      return true
    }
    return this.take(pieces.comment) !== null || this.close() || this.element()
  }

  private element(): boolean {
    const name = this.take(pieces.opening)?.[1]
    if (name === undefined) return false
    if (!allowed.has(name)) throw new NotInert(`The SVG contains a ${name.slice(0, 40)}`)
    if (this.open.length === 0 && name !== 'svg') throw new NotInert('The content is no SVG picture')
    for (let found = this.take(pieces.attribute); found; found = this.take(pieces.attribute)) {
      checkAttribute(name, found[1] ?? '', decode(found[2] ?? found[3] ?? ''))
    }
    const end = this.take(pieces.end)
    if (!end) throw new NotInert('An attribute of the SVG cannot be read')
    if (end[1] === '') this.open.push(name)
    else if (this.open.length === 0) throw new NotInert('There is nothing in the SVG')
    if (this.open.length > deepest) throw new NotInert('The SVG is nested too deeply')
    return true
  }

  private close(): boolean {
    const name = this.take(pieces.closing)?.[1]
    if (name === undefined) return false
    if (this.open.pop() !== name) throw new NotInert('An element of the SVG is not closed')
    if (name === 'style') {
      checkStyle(this.css)
      this.css = ''
    }
    return true
  }

  private strange(): string {
    return this.text.startsWith('<!', this.at)
      ? 'The SVG declares entities, or holds raw data'
      : 'The SVG is not well-formed'
  }
}

function checkAttribute(element: string, name: string, value: string): void {
  const [prefix, local = name] = name.includes(':') ? name.split(':', 2) : ['', name]
  if (prefix !== '' && !prefixes.has(prefix ?? ''))
    throw new NotInert('The SVG has an unknown kind of attribute')
  if (/^on/i.test(local)) throw new NotInert('The SVG contains a script')
  if (prefix === 'xml' && local === 'base') throw new NotInert('The SVG refers to elsewhere')
  if (prefix === 'xmlns' || name === 'xmlns') return
  const leads = /^(?:href|src|action|formaction|data|srcset|poster|background|ping)$/i.test(local)
  if (leads && !mayLeadTo(element, value)) throw new NotInert('The SVG refers to elsewhere')
  if (!leads) checkStyle(value)
}

const base = 'https://board.invalid/'
const inside =
  /^\s*(?:#|data:(?:image\/(?:png|jpeg|gif|webp|svg\+xml)|font\/\w+|application\/(?:x-)?font[\w-]*)[;,])/i

function mayLeadTo(element: string, address: string): boolean {
  if (inside.test(address) || address === '') return true
  if (element !== 'a' || !URL.canParse(address, base)) return false
  return /^(?:https?|mailto):$/.test(new URL(address, base).protocol)
}

/** Styles, and attributes that are styles: what they fetch must be in the drawing itself. */
function checkStyle(css: string): void {
  if (!/[\\(@]/.test(css)) return
  const plain = css
    .replace(/\/\*[^*]*\*+(?:[^/*][^*]*\*+)*\//g, '')
    .replace(/\\([\da-f]{1,6})\s?/gi, (_all, code: string) => character(Number.parseInt(code, 16)))
    .replace(/\\(.)/g, '$1')
  if (/@import|expression\s*\(|image-set\s*\(|\bsrc\s*\(/i.test(plain))
    throw new NotInert('The SVG refers to elsewhere')
  for (const [, address = ''] of plain.matchAll(/url\s*\(\s*["']?([^"')]{0,60})/gi)) {
    if (!inside.test(address)) throw new NotInert('The SVG refers to elsewhere')
  }
}

const named: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" }

const character = (code: number): string =>
  code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : '\uFFFD'

function decode(text: string): string {
  return text.replace(/&(#x?)?([^;]{1,8});/gi, (_all, mark: string | undefined, body: string) => {
    if (mark === undefined) return named[body.toLowerCase()] ?? '\uFFFD'
    return character(Number.parseInt(body, mark.toLowerCase() === '#x' ? 16 : 10))
  })
}
