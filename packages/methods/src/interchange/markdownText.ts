/** Signs that Markdown may read as something else; all of them ASCII punctuation, which a backslash takes literally. */
const meaningful = /[\\`*_[\]<>~|#$^=+!-]/g
const ordered = /^(\s*\d{1,9})([.)])/gm

/** Words as Markdown that shows just them; `fromMarkdownText` gives them back, sign by sign. */
export const toMarkdownText = (words: string): string =>
  words.replace(meaningful, '\\$&').replace(ordered, '$1\\$2')

/** What Markdown of any program says, without its marks: headings, emphasis, links by their words. */
export function fromMarkdownText(markdown: string): string {
  const kept: string[] = []
  // Escaped signs are put aside, so that they are not taken for marks.
  const aside = markdown.replaceAll('\uE000', '').replace(/\\([!-/:-@[-`{-~])/g, (_, sign: string) => {
    kept.push(sign)
    return '\uE000'
  })
  const bare = aside
    .replace(/^\s{0,3}#{1,6}\s+/gm, '')
    .replace(/!?\[\[([^\]\n]{1,300})\]\]/g, '$1')
    .replace(/!?\[([^\]\n]{0,300})\]\([^)\n]{0,2000}\)/g, '$1')
    .replace(/(\*\*|__|~~|==)(?=\S)([^\n]{1,1000}?\S)\1/g, '$2')
    .replace(/(?<![\w*])\*(?=\S)([^*\n]{1,1000}?)\*(?!\w)/g, '$1')
    .replace(/`([^`\n]{1,1000})`/g, '$1')
  let next = 0
  return bare.replace(/\uE000/g, () => kept[next++] ?? '')
}
