import { isAllowedEmbed } from '@sheshi/board'
import {
  EmbedShapeUtil,
  embedShapePermissionDefaults,
  HTMLContainer,
  type TLEmbedShape,
  useIsEditing,
} from 'tldraw'
import { knownSite } from './embeds.ts'

const sandbox = Object.entries(embedShapePermissionDefaults)
  .filter(([, granted]) => granted)
  .map(([permission]) => permission)
  .join(' ')

/**
 * tldraw's embeds as the lab allows them: the frame asks the very address that was judged, is told nothing of where it
 * stands, and may do what tldraw lets every frame do, for no site more.
 */
export class EmbeddedPage extends EmbedShapeUtil {
  override getEmbedDefinition(url: string) {
    return knownSite(url)
  }

  override canResize() {
    return true
  }

  override component(shape: TLEmbedShape) {
    return <Frame shape={shape} name={this.getAriaDescriptor(shape) ?? hostOf(shape)} />
  }

  /** A drawing cannot ask anybody: the address stands there. */
  override toSvg({ props: { w, h, url } }: TLEmbedShape) {
    const size = Math.min(20, h / 3)
    const letters = Math.max(1, Math.floor(w / (size * 0.6)) - 2)
    return (
      <>
        <rect width={w} height={h} rx={8} fill="#f3f4f6" stroke="#9ca3af" strokeWidth={1.5} />
        <text
          x={w / 2}
          y={h / 2}
          fontSize={size}
          textAnchor="middle"
          dominantBaseline="middle"
          fill="#4b5563"
        >
          {url.length > letters ? `${url.slice(0, letters - 1)}…` : url}
        </text>
      </>
    )
  }
}

const hostOf = ({ props }: TLEmbedShape): string =>
  URL.canParse(props.url) ? new URL(props.url).hostname : props.url

function Frame({ shape, name }: { shape: TLEmbedShape; name: string }) {
  const isEditing = useIsEditing(shape.id)
  const { w, h, url } = shape.props
  // Also what was pasted just now, and is not judged yet.
  if (!isAllowedEmbed(url)) return null
  return (
    <HTMLContainer className="tl-embed-container" id={shape.id}>
      <iframe
        className="tl-embed"
        title={name}
        src={url}
        sandbox={sandbox}
        referrerPolicy="no-referrer"
        width={w}
        height={h}
        draggable={false}
        tabIndex={isEditing ? 0 : -1}
        // Safari lets an iframe take the pointer all the same, unless it lies below.
        style={{
          ...{ border: 0, borderRadius: 8 },
          ...(isEditing ? { pointerEvents: 'auto' } : { pointerEvents: 'none', zIndex: -1 }),
        }}
      />
    </HTMLContainer>
  )
}
