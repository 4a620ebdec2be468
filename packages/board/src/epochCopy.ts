import * as Y from 'yjs'

/** Entries sorted by key: a map's own order depends on how its replica came about. */
export const inOrder = <T>(entries: Iterable<[string, T]>): [string, T][] =>
  [...entries].sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0))

/**
 * A copy of anything that a document may hold, for another document: shared types as new ones without their history,
 * plain values as they are, all keys in order. Equal contents become equal bytes.
 */
export function copyOf(value: unknown): unknown {
  if (value instanceof Y.Map) return new Y.Map(copyEntries(value.entries()))
  if (value instanceof Y.Array) return copyArray(value)
  if (value instanceof Y.Text) return copyText(value)
  if (value instanceof Y.XmlElement) return copyElement(value)
  if (value instanceof Y.XmlFragment) return withChildren(new Y.XmlFragment(), value)
  // A document inside a document: whoever reads it finds it by its guid.
  if (value instanceof Y.Doc) return new Y.Doc({ guid: value.guid })
  return copyPlain(value)
}

const copyEntries = (entries: Iterable<[string, unknown]>): [string, unknown][] =>
  inOrder(entries).map(([key, value]) => [key, copyOf(value)])

function copyPlain(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(copyOf)
  const plain =
    typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype
  return plain ? Object.fromEntries(copyEntries(Object.entries(value))) : value
}

function copyArray(array: Y.Array<unknown>): Y.Array<unknown> {
  const copy = new Y.Array<unknown>()
  copy.insert(0, array.toArray().map(copyOf))
  return copy
}

function copyText(text: Y.Text): Y.Text {
  const copy = text instanceof Y.XmlText ? new Y.XmlText() : new Y.Text()
  const delta: Record<string, unknown>[] = text.toDelta()
  copy.applyDelta(delta.map((part) => Object.fromEntries(copyEntries(Object.entries(part)))))
  return copy
}

function copyElement(element: Y.XmlElement): Y.XmlElement {
  const copy = new Y.XmlElement<Record<string, string>>(element.nodeName)
  const attributes: Record<string, unknown> = element.getAttributes()
  for (const [name, value] of copyEntries(Object.entries(attributes)))
    copy.setAttribute(name, value as string)
  return withChildren(copy as Y.XmlElement, element)
}

function withChildren<T extends Y.XmlFragment>(copy: T, original: Y.XmlFragment): T {
  const children = original.toArray().map(copyOf)
  copy.insert(0, children as (Y.XmlElement | Y.XmlText)[])
  return copy
}
