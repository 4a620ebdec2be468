import { getAssetUrlsByImport } from '@tldraw/assets/imports.vite'
import {
  ColorSchemeMenu,
  DefaultMainMenu,
  EditSubmenu,
  ExportFileContentSubMenu,
  KeyboardShortcutsMenuItem,
  type TLComponents,
  type TLUiOverrides,
  TldrawUiMenuActionItem,
  TldrawUiMenuGroup,
  TldrawUiMenuSubmenu,
  ToggleDynamicSizeModeItem,
  ToggleEdgeScrollingItem,
  ToggleGridItem,
  ToggleKeyboardShortcutsItem,
  TogglePasteAtCursorItem,
  ToggleReduceMotionItem,
  ToggleSnapModeItem,
  ToggleToolLockItem,
  ToggleWrapModeItem,
  ViewSubmenu,
} from 'tldraw'
import { CanvasOverlays } from './CanvasOverlays.tsx'

/** Fonts, icons and translations from our own bundle; tldraw needs the same object at every render. */
export const assetUrls = getAssetUrlsByImport()

/** tldraw's texts that it does not bring itself: all of Albanian, what is missing in Italian. */
const translationFiles = import.meta.glob<Record<string, string>>('./translations/*.json', {
  eager: true,
  import: 'default',
})

/** `it-missing.json` adds to `it`, `sq.json` is `sq`. */
export function collectTranslations(files: Record<string, Record<string, string>>) {
  const translations: Record<string, Record<string, string>> = {}
  for (const [path, texts] of Object.entries(files)) {
    const language = /([a-z]{2})(?:-missing)?\.json$/.exec(path)?.[1]
    if (language) translations[language] = { ...translations[language], ...texts }
  }
  return translations
}

/**
 * A page is embedded by pasting its address, where the lab lists its host (embeds.ts), and not from tldraw's list of
 * sites; the cursor's chat is not carried.
 */
export const overrides: TLUiOverrides = {
  translations: collectTranslations(translationFiles),
  actions(_editor, actions) {
    const {
      'insert-embed': _embed,
      'convert-to-embed': _convert,
      'open-cursor-chat': _chat,
      ...rest
    } = actions
    return rest
  },
}

/** tldraw's own main menu without its language list (which has no Albanian: ours is in the bar) and debug switch. */
function MainMenu() {
  return (
    <DefaultMainMenu>
      <TldrawUiMenuGroup id="basic">
        <EditSubmenu />
        <ViewSubmenu />
        <ExportFileContentSubMenu />
        <TldrawUiMenuActionItem actionId="insert-media" />
      </TldrawUiMenuGroup>
      <TldrawUiMenuGroup id="preferences">
        <TldrawUiMenuSubmenu id="preferences" label="menu.preferences">
          <TldrawUiMenuGroup id="preferences-actions">
            <ToggleSnapModeItem />
            <ToggleToolLockItem />
            <ToggleGridItem />
            <ToggleWrapModeItem />
            <ToggleEdgeScrollingItem />
            <ToggleReduceMotionItem />
            <ToggleKeyboardShortcutsItem />
            <ToggleDynamicSizeModeItem />
            <TogglePasteAtCursorItem />
          </TldrawUiMenuGroup>
          <TldrawUiMenuGroup id="color-scheme">
            <ColorSchemeMenu />
          </TldrawUiMenuGroup>
        </TldrawUiMenuSubmenu>
        <KeyboardShortcutsMenuItem />
      </TldrawUiMenuGroup>
    </DefaultMainMenu>
  )
}

/** People, connection and saving are shown in our bar, not a second time on the canvas. */
export const components: TLComponents = {
  MainMenu,
  Overlays: CanvasOverlays,
  SharePanel: null,
  TopPanel: null,
  CursorChatBubble: null,
  DebugPanel: null,
  DebugMenu: null,
}
