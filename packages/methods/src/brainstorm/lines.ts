/** A bullet, a box to tick, or a number with a dot or bracket, at the beginning of a line. */
const bullet = /^\s*(?:(?:[-–—*•◦▪·‣○●]|\[[ xX]?\]|[☐☑✓])\s+|\d{1,3}[.)]\s+|[a-zA-Z][.)]\s+|•)/
/** The line of a Markdown table that parts its head from its rows. */
const rule = /^\s*\|?(?:\s*:?-{2,}:?\s*\|)+\s*:?-*:?\s*\|?\s*$/

/**
 * The notes that a pasted text makes: one for each cell of a table, each bullet of a list (lines that follow without
 * one belong to it), else each line. Nothing is left out but bullets and empty lines.
 */
export function notesOfText(text: string): string[] {
  const clean = text.replace(/\r\n?/g, '\n')
  const cells = clean.includes('\t') ? cellsOf(clean) : markdownCells(clean)
  return (cells ?? linesOf(clean)).map((each) => each.trim()).filter((each) => each !== '')
}

function linesOf(text: string): string[] {
  const lines = text.split('\n')
  const first = lines.find((line) => line.trim() !== '') ?? ''
  const isList = bullet.test(first) && lines.filter((line) => bullet.test(line)).length > 1
  const notes: string[] = []
  let follows = false
  for (const line of lines) {
    const last = notes.length - 1
    if (line.trim() === '') follows = false
    else if (isList && follows && !bullet.test(line)) notes[last] = `${notes[last]} ${line.trim()}`
    else {
      notes.push(line.replace(bullet, ''))
      follows = true
    }
  }
  return notes
}

/**
 * The cells of rows with tabs between, as spreadsheets copy them: a cell with a line break or a tab in it stands in
 * quotes, and a quote in such a cell is doubled.
 */
function cellsOf(text: string): string[] {
  const quotedCell = /"(?:[^"]|"")*"(?=[\t\n]|$)/y
  const bareCell = /[^\t\n]*/y
  const cells: string[] = []
  let at = 0
  const read = (pattern: RegExp) => {
    pattern.lastIndex = at
    return pattern.exec(text)?.[0]
  }
  while (at < text.length) {
    const quoted = read(quotedCell)
    const cell = quoted ?? read(bareCell) ?? ''
    cells.push(quoted ? quoted.slice(1, -1).replaceAll('""', '"') : cell)
    at += cell.length + 1
  }
  return cells
}

/** The cells of a Markdown table; null where the text is none. */
function markdownCells(text: string): string[] | null {
  const lines = text.split('\n').filter((line) => line.trim() !== '')
  if (!lines.some((line) => rule.test(line)) || !lines.every((line) => line.includes('|'))) return null
  return lines
    .filter((line) => !rule.test(line))
    .flatMap((line) =>
      line
        .trim()
        .replace(/^\||\|$/g, '')
        .split('|'),
    )
}
