import type { BoardPicture } from '../boardPictures.ts'
import { isSoundPng } from './png.ts'
import type { Doc } from './Typesetter.ts'

/** As many bytes of photos as one PDF may hold: it is sent by mail. */
const mostBytes = 20 << 20

/** A picture that pdfkit has opened. */
interface Opened {
  width: number
  height: number
}

/** What pdfkit can and its types do not say. */
interface OpensImages {
  openImage(data: Uint8Array): Opened
}

/** The photos of a board that a PDF can hold, by their address; each is in it once, however often it is shown. */
export class Photos {
  private readonly opened = new Map<string, Opened>()

  constructor(doc: Doc, kept: ReadonlyMap<string, BoardPicture>) {
    let room = mostBytes
    // Small ones first: one huge picture should not cost all others.
    const bySize = [...kept].sort(([, a], [, b]) => a.bytes - b.bytes)
    for (const [address, picture] of bySize) {
      room -= picture.bytes
      const image = room >= 0 ? open(doc, picture) : null
      if (image) this.opened.set(address, image)
    }
  }

  get(address: string): Opened | null {
    return this.opened.get(address) ?? null
  }
}

/** null: of a kind that PDF does not know, or damaged; another thing stands for it then. */
function open(doc: Doc, { type, data }: BoardPicture): Opened | null {
  if (type !== 'image/jpeg' && !(type === 'image/png' && isSoundPng(data))) return null
  try {
    const image = (doc as unknown as OpensImages).openImage(data)
    return image.width > 0 && image.height > 0 ? image : null
  } catch {
    return null
  }
}
