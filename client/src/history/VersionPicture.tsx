import type { VersionView } from '@sheshi/records'
import { ImageOff } from 'lucide-react'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { preload } from './useFilm.ts'
import { useVersionWords } from './useVersionWords.ts'

/** How the board looked; the picture before stays until the next one can be shown, so that a film does not flicker. */
export function VersionPicture({ version }: { version: VersionView }) {
  const { t } = useTranslation()
  const words = useVersionWords()
  const { pictureUrl, readable } = version
  const [shown, setShown] = useState<{ url: string; alt: string } | null>(null)
  const [missing, setMissing] = useState('')
  const alt = t('history.picture', { moment: words.moment(version) })
  useEffect(() => {
    if (!readable) return
    let gone = false
    void preload(pictureUrl).then((there) => {
      if (gone) return
      if (there) setShown({ url: pictureUrl, alt })
      else setMissing(pictureUrl)
    })
    return () => {
      gone = true
    }
  }, [pictureUrl, readable, alt])

  const failed = !readable || missing === pictureUrl
  return (
    <div className="history-picture" aria-busy={!failed && shown?.url !== pictureUrl}>
      {failed ? (
        <p className="history-damaged" role="status">
          <ImageOff aria-hidden size={28} />
          {t(readable ? 'history.noPicture' : 'history.damaged')}
        </p>
      ) : (
        shown && <img src={shown.url} alt={shown.alt} />
      )}
    </div>
  )
}
