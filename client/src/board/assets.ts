import { isOwnAddress, withSafeLinks } from '@sheshi/board'
import type { AssetAnswer } from '@sheshi/records'
import { FileHelpers, type TLAsset, type TLAssetStore, type TLRichText, type TLShape } from 'tldraw'
import { ApiProblem, api } from '../app/api.ts'
import { under, withoutBase } from '../app/base.ts'
import { fitEdge, paint } from '../app/paint.ts'

/** The server's own limit for one picture. */
export const maxAssetBytes = 10 * 1024 * 1024
/** Longer edges than this are made smaller here: a phone's photo would take its room's network for nothing. */
const maxEdge = 2560
/** What the server stores as it is. */
const storedTypes: readonly string[] = ['image/png', 'image/jpeg', 'image/gif', 'image/webp']
/** What may be put on a board; SVG is drawn to pixels first, for it can hold scripts and links to elsewhere. */
export const acceptedTypes: readonly string[] = [...storedTypes, 'image/svg+xml']

export type AssetProblem = 'too-large' | 'full' | 'type' | 'unreadable' | 'offline' | 'refused'

/** Why a picture did not get onto the board; `problem` has a text in each language. */
export class AssetRefused extends Error {
  constructor(readonly problem: AssetProblem) {
    super(problem)
    this.name = 'AssetRefused'
  }
}

/**
 * Makes a chosen, dropped or pasted file into one that the server stores: SVG becomes PNG, big photos become
 * smaller. Throws `AssetRefused` for other kinds of file and for what is still too large.
 */
export async function prepareImage(file: File): Promise<File> {
  if (!acceptedTypes.includes(file.type)) throw new AssetRefused('type')
  const ready = file.type === 'image/svg+xml' ? await drawSvg(file) : await shrinkPhoto(file)
  if (ready.size > maxAssetBytes) throw new AssetRefused('too-large')
  return ready
}

/** Animated pictures would lose their movement on a canvas, so only JPEG, and PNG or WebP that are too large. */
async function shrinkPhoto(file: File): Promise<File> {
  const shrinkable = file.type === 'image/jpeg' || (file.type !== 'image/gif' && file.size > maxAssetBytes)
  if (!shrinkable) return file
  const bitmap = await createImageBitmap(file).catch(() => {
    throw new AssetRefused('unreadable')
  })
  const size = fitEdge(bitmap, maxEdge)
  if (size.width === bitmap.width && file.size <= maxAssetBytes) return file
  const blob = await painted(bitmap, size, file.type)
  bitmap.close()
  return new File([blob], file.name, { type: blob.type })
}

/** As an image an SVG runs no script and loads nothing; what it looks like is all that goes on. */
async function drawSvg(file: File): Promise<File> {
  const image = new Image()
  image.src = await FileHelpers.blobToDataUrl(file)
  await image.decode().catch(() => {
    throw new AssetRefused('unreadable')
  })
  // An SVG without a size of its own has none to go by.
  const width = image.naturalWidth || 512
  const height = image.naturalHeight || 512
  const scale = Math.min(2, maxEdge / Math.max(width, height))
  const drawn = {
    width: Math.max(1, Math.round(width * scale)),
    height: Math.max(1, Math.round(height * scale)),
  }
  const blob = await painted(image, drawn, 'image/png')
  return new File([blob], file.name.replace(/\.svg$/i, '.png'), { type: 'image/png' })
}

async function painted(...drawing: Parameters<typeof paint>): Promise<Blob> {
  const blob = await paint(...drawing)
  if (!blob) throw new AssetRefused('unreadable')
  return blob
}

/** Stores a prepared picture with its board. Answers its address on our server; throws `AssetRefused`. */
export async function uploadImage(boardId: string, file: File): Promise<string> {
  try {
    const { url } = await api.post<AssetAnswer>(`/boards/${boardId}/assets`, file)
    return url
  } catch (error) {
    throw new AssetRefused(assetProblem(error))
  }
}

function assetProblem(error: unknown): AssetProblem {
  if (!(error instanceof ApiProblem)) return 'refused'
  if (error.kind === 'too-large') return 'too-large'
  if (error.kind === 'pictures-full') return 'full'
  if (error.kind === 'unsupported-media-type') return 'type'
  return error.kind === 'offline' ? 'offline' : 'refused'
}

/**
 * An address of our own server as documents have it, which knows no prefix: a lab may move. null for every other: only
 * our own server's pictures are shown, a foreign address in a document is never asked for.
 */
export function ownAddress(src: string | null | undefined): string | null {
  return src && isOwnAddress(src) ? withoutBase(src) : null
}

/** Where the browser finds a picture of a document. */
export function shownAddress(src: string | null | undefined): string | null {
  const own = ownAddress(src)
  return own === null ? null : under(own)
}

/** tldraw's way to our assets: files go to the server, nothing is put into the document as base64. */
export function boardAssets(boardId: string): TLAssetStore {
  return {
    async upload(_asset, file) {
      return { src: await uploadImage(boardId, await prepareImage(file)) }
    },
    resolve: (asset) => shownAddress(asset.props.src),
  }
}

/** What of an asset may enter the document: never file contents, never pictures that lie elsewhere. */
export function cleanAsset(asset: TLAsset): TLAsset {
  if (asset.type === 'bookmark') {
    return { ...asset, props: { ...asset.props, image: '', favicon: '' } }
  }
  const src = ownAddress(asset.props.src)
  return src === asset.props.src ? asset : { ...asset, props: { ...asset.props, src } }
}

/** What of a shape may enter the document: pasted text can bring links of any kind, which the board would refuse. */
export function cleanShape(shape: TLShape, before?: TLShape): TLShape {
  const { richText } = shape.props as { richText?: TLRichText }
  if (!richText || richText === (before?.props as { richText?: TLRichText } | undefined)?.richText)
    return shape
  const clean = withSafeLinks(richText)
  return clean === richText ? shape : ({ ...shape, props: { ...shape.props, richText: clean } } as TLShape)
}
