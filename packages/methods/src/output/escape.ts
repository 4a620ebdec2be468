/** Signs that mean something to Markdown anywhere in a line. */
const inline = /[\\`*_[\]<>&~|$^]/g
/** What would open a heading, a list or an underline at the start of a line; `1.` opens a list too. */
const opening = /^(?=[#+\-=])|^(\d{1,9})(?=[.)])/

/** One line of somebody's words as Markdown that shows just these words. */
export function escapeLine(text: string): string {
  const line = text.replace(/\s+/g, ' ').trim()
  return line.replace(inline, '\\$&').replace(opening, '$1\\')
}

/** Several lines, joined by hard breaks and indented as the list item they stand in; empty lines would end it. */
export function escapeText(text: string, indent = ''): string {
  const lines = text.split(/[\r\n\u2028\u2029\v\f]+/).map(escapeLine)
  return lines.filter((line) => line !== '').join(`\\\n${indent}`)
}
