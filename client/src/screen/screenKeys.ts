/** What a key on the screen's page does. Remote controls for slides send PageDown and PageUp, some of them arrows. */
export type ScreenCommand = 'next' | 'previous' | 'pause' | 'fit' | 'follow' | 'tour' | 'stay' | 'full'

const commands = new Map<string, ScreenCommand>(
  Object.entries<ScreenCommand>({
    PageDown: 'next',
    ArrowRight: 'next',
    PageUp: 'previous',
    ArrowLeft: 'previous',
    ' ': 'pause',
    w: 'fit',
    l: 'follow',
    t: 'tour',
    s: 'stay',
    f: 'full',
  }),
)

/** The command of a key, null where it has none. With Ctrl, Alt or the command key it is the browser's. */
export function commandOf({
  key,
  ctrlKey,
  metaKey,
  altKey,
}: Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'altKey'>): ScreenCommand | null {
  if (ctrlKey || metaKey || altKey) return null
  return commands.get(key.length === 1 ? key.toLowerCase() : key) ?? null
}
