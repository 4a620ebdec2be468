import {
  AssetRecordType,
  createShapesForAssets,
  defaultHandleExternalEmbedContent,
  defaultHandleExternalTextContent,
  type Editor,
  getHashForBuffer,
  MediaHelpers,
  type TLImageAsset,
  type TLImageShape,
  type VecLike,
} from 'tldraw'
import {
  type AssetProblem,
  AssetRefused,
  cleanAsset,
  cleanShape,
  prepareImage,
  uploadImage,
} from './assets.ts'
import { embedFor } from './embeds.ts'

interface ExternalContentOptions {
  boardId: string
  /** Tells the visitor that pictures are on their way; what it returns takes that back. */
  onUploading(): () => void
  /** Tells the visitor why a file did not get onto the board. */
  onRefused(file: string, problem: AssetProblem): void
}

/** More at once is surely a mistake. */
const maxFiles = 20

/**
 * Takes over what is pasted, dropped and chosen. A picture is uploaded before anything of it is put on the board, so
 * that nobody sees a broken one; links stay text, for nothing is fetched from elsewhere, but for
 * pages of hosts that the lab lists.
 */
export function takeExternalContent(editor: Editor, options: ExternalContentOptions): () => void {
  const putFiles = (files: File[], point?: VecLike) => putImages(editor, options, files, point)
  editor.registerExternalAssetHandler('file', ({ file }) => storeImage(options.boardId, file))
  editor.registerExternalAssetHandler('url', async ({ url }) =>
    AssetRecordType.create({
      id: AssetRecordType.createId(),
      type: 'bookmark',
      props: { src: url, title: url, description: '', image: '', favicon: '' },
    }),
  )
  editor.registerExternalContentHandler('files', ({ files, point }) => putFiles(files, point))
  editor.registerExternalContentHandler('svg-text', ({ text, point }) =>
    putFiles([new File([text], 'drawing.svg', { type: 'image/svg+xml' })], point),
  )
  editor.registerExternalContentHandler('file-replace', ({ file, shapeId }) =>
    guard(options, file, async () => replaceImage(editor, shapeId, await storeImage(options.boardId, file))),
  )
  const putAddress = async ({ url, point }: { url: string; point?: VecLike }) => {
    const at = point ? { point } : {}
    const embed = embedFor(url)
    if (embed) defaultHandleExternalEmbedContent(editor, { ...at, url: embed.url, embed: embed.size })
    else await defaultHandleExternalTextContent(editor, { text: url, html: linkHtml(url), ...at })
  }
  editor.registerExternalContentHandler('url', putAddress)
  editor.registerExternalContentHandler('embed', putAddress)
  return keepClean(editor)
}

/** A pasted or dropped text. */
export interface PastedText {
  text: string
  html?: string | undefined
  point?: VecLike | undefined
}

/** Puts a text onto the board as one, the way tldraw does. */
export const putText = (editor: Editor, { text, html, point }: PastedText): Promise<void> =>
  defaultHandleExternalTextContent(editor, { text, ...(html ? { html } : {}), ...(point ? { point } : {}) })

/** Asks `onText` before a text is put onto the board as one; true where it was taken. Returns the way to stop. */
export function takeTexts(editor: Editor, onText: (pasted: PastedText) => boolean): () => void {
  editor.registerExternalContentHandler('text', async ({ text, html, point }) => {
    const pasted = { text, html, point }
    if (editor.getIsReadonly() || !onText(pasted)) await putText(editor, pasted)
  })
  return () => {
    editor.registerExternalContentHandler('text', (pasted) => putText(editor, pasted))
  }
}

/**
 * Whatever way something comes in (also by pasting from another whiteboard), an asset brings no content and no foreign
 * address, and a text no link but to the web and to mail.
 */
function keepClean(editor: Editor): () => void {
  const created = editor.sideEffects.registerBeforeCreateHandler('asset', (asset, source) =>
    source === 'user' ? cleanAsset(asset) : asset,
  )
  const changed = editor.sideEffects.registerBeforeChangeHandler('asset', (_before, asset, source) =>
    source === 'user' ? cleanAsset(asset) : asset,
  )
  const drawn = editor.sideEffects.registerBeforeCreateHandler('shape', (shape, source) =>
    source === 'user' ? cleanShape(shape) : shape,
  )
  const edited = editor.sideEffects.registerBeforeChangeHandler('shape', (before, shape, source) =>
    source === 'user' ? cleanShape(shape, before) : shape,
  )
  return () => {
    for (const stop of [created, changed, drawn, edited]) stop()
  }
}

async function putImages(
  editor: Editor,
  options: ExternalContentOptions,
  files: File[],
  point?: VecLike,
): Promise<void> {
  if (editor.getIsReadonly()) return
  const place = point ?? editor.getViewportPageBounds().center
  const arrived = options.onUploading()
  const assets: TLImageAsset[] = []
  for (const file of files.slice(0, maxFiles)) {
    await guard(options, file, async () => {
      assets.push(await storeImage(options.boardId, file))
    })
  }
  arrived()
  if (assets.length === 0) return
  editor.markHistoryStoppingPoint('put pictures')
  await createShapesForAssets(editor, assets, place)
}

async function guard(options: ExternalContentOptions, file: File, work: () => Promise<void>): Promise<void> {
  try {
    await work()
  } catch (error) {
    options.onRefused(file.name, error instanceof AssetRefused ? error.problem : 'refused')
  }
}

async function storeImage(boardId: string, file: File): Promise<TLImageAsset> {
  const ready = await prepareImage(file)
  // Measured first: what the browser cannot show is not sent.
  const size = await MediaHelpers.getImageSize(ready).catch(() => {
    throw new AssetRefused('unreadable')
  })
  const isAnimated = await MediaHelpers.isAnimated(ready)
  const src = await uploadImage(boardId, ready)
  return {
    id: AssetRecordType.createId(getHashForBuffer(await ready.arrayBuffer())),
    typeName: 'asset',
    type: 'image',
    props: { name: ready.name, src, ...size, fileSize: ready.size, mimeType: ready.type, isAnimated },
    meta: {},
  }
}

/** The new picture takes the old one's place and width. */
function replaceImage(editor: Editor, shapeId: TLImageShape['id'], asset: TLImageAsset): void {
  const shape = editor.getShape<TLImageShape>(shapeId)
  if (shape?.type !== 'image') return
  editor.markHistoryStoppingPoint('replace picture')
  if (!editor.getAsset(asset.id)) editor.createAssets([asset])
  const h = (shape.props.w * asset.props.h) / asset.props.w
  editor.updateShape<TLImageShape>({
    id: shape.id,
    type: 'image',
    props: { assetId: asset.id, h, crop: null },
  })
}

/** A link as HTML, made by the browser's own escaping. */
function linkHtml(url: string): string {
  const anchor = document.createElement('a')
  anchor.href = url
  anchor.textContent = url
  return anchor.outerHTML
}
