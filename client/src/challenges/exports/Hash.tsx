import { Check, Copy } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { copyText } from '../../board/copyText.ts'

/** A SHA-256, its beginning shown, the whole on pointing at it and when copied. */
export function Hash({ value }: { value: string }) {
  const { t } = useTranslation()
  const [copied, setCopied] = useState(false)
  const Icon = copied ? Check : Copy
  return (
    <button
      type="button"
      className="hash small"
      title={value}
      aria-label={t(copied ? 'challenges.exports.copied' : 'challenges.exports.copyHash')}
      onClick={() => void copyText(value).then(setCopied)}
    >
      <span className="code">SHA-256 {value.slice(0, 10)}…</span>
      <Icon aria-hidden size={14} />
    </button>
  )
}
