import { type ReactNode, useEffect, useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { type Editor, Tldraw, useEditor, useToasts } from 'tldraw'
import 'tldraw/tldraw.css'
import { type AssetProblem, acceptedTypes, maxAssetBytes } from './assets.ts'
import type { BoardSession } from './boardSession.ts'
import { assetUrls, components, overrides } from './canvasParts.tsx'
import { EmbeddedPage } from './EmbeddedPage.tsx'
import { takeExternalContent } from './externalContent.ts'
import { createLiveText } from './liveText.ts'
import { ownLanguageUtils } from './ownLanguage.ts'
import { createVisitor, type Visitor } from './visitor.ts'

interface CanvasProps {
  session: BoardSession
  licenseKey: string | null
  visitor: Visitor
  /** The big screen shows nothing but the board. */
  bare?: boolean
  /** Called once the editor is there; what it returns is called when the editor goes. */
  onEditor(editor: Editor): () => void
  children?: ReactNode
}

const shapeUtils = [...ownLanguageUtils, EmbeddedPage]
const noVideos: never[] = []
/** A session has one sheet in common: on a second page nobody would see the others, and the outline reads one. */
const options = { maxPages: 1 }
/** Photos may be larger before they are made smaller (assets.ts). */
const maxChosenBytes = 4 * maxAssetBytes

/** tldraw on the session's store, with everything it needs served by us. Mount it only when the session is ready. */
export function Canvas({ session, licenseKey, visitor, bare = false, onEditor, children }: CanvasProps) {
  const { id, name, colour } = visitor
  const { user, followLanguage } = useMemo(
    () => createVisitor({ id, name, colour }, bare),
    [id, name, colour, bare],
  )
  useEffect(followLanguage, [followLanguage])
  const liveText = useMemo(createLiveText, [])
  return (
    <Tldraw
      store={session.store}
      user={user}
      assetUrls={assetUrls}
      overrides={overrides}
      components={components}
      shapeUtils={shapeUtils}
      options={options}
      hideUi={bare}
      autoFocus={!bare}
      maxAssetSize={maxChosenBytes}
      acceptedImageMimeTypes={acceptedTypes}
      acceptedVideoMimeTypes={noVideos}
      textOptions={liveText.options}
      onMount={(editor) => {
        liveText.attach(editor)
        return onEditor(editor)
      }}
      {...(licenseKey ? { licenseKey } : {})}
    >
      {bare ? null : <ExternalContent boardId={session.boardId} />}
      {bare ? null : <KeysToldToReaders />}
      {children}
    </Tldraw>
  )
}

/** tldraw keeps Tab to itself while something is selected: who sees no canvas must hear how to get out. */
function KeysToldToReaders() {
  const editor = useEditor()
  const { t } = useTranslation()
  useEffect(() => {
    editor.getContainer().setAttribute('aria-description', t('board.bar.keys'))
  }, [editor, t])
  return null
}

const problemKeys: Record<AssetProblem, string> = {
  'too-large': 'board.picture.tooLarge',
  full: 'problems.pictures-full',
  type: 'board.picture.type',
  unreadable: 'board.picture.unreadable',
  offline: 'board.picture.offline',
  refused: 'board.picture.refused',
}

/** Registers what happens to pasted and dropped things; inside tldraw, for its notices are shown there. */
function ExternalContent({ boardId }: { boardId: string }) {
  const editor = useEditor()
  const { addToast, removeToast } = useToasts()
  const { t } = useTranslation()
  useEffect(
    () =>
      takeExternalContent(editor, {
        boardId,
        onUploading() {
          const toast = addToast({ title: t('board.picture.uploading'), severity: 'info', keepOpen: true })
          return () => removeToast(toast)
        },
        onRefused(file, problem) {
          const description = t(problemKeys[problem])
          addToast({ title: t('board.picture.failed', { file }), description, severity: 'error' })
        },
      }),
    [editor, boardId, addToast, removeToast, t],
  )
  return null
}
