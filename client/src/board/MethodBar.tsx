import { useTranslation } from 'react-i18next'
import type { MethodAction } from './method.tsx'

interface MethodButtonsProps {
  actions: MethodAction[]
  /** Called before what a button does: closes the menu that it is in. */
  after?: () => void
}

/** The buttons of a board's method, the same above the canvas and in the menu. */
export function MethodButtons({ actions, after }: MethodButtonsProps) {
  const { t } = useTranslation()
  return actions.map(({ key, icon: Icon, run, pressed }) => (
    <button
      key={key}
      type="button"
      className="button button-quiet bar-button"
      aria-pressed={pressed}
      title={t(key)}
      onClick={() => {
        after?.()
        run()
      }}
    >
      <Icon aria-hidden size={20} />
      <span>{t(key)}</span>
    </button>
  ))
}

/** What the method of this board can do, above the canvas; narrow screens have it in the bar's menu instead. */
export function MethodBar({ actions }: { actions: MethodAction[] }) {
  const { t } = useTranslation()
  if (actions.length === 0) return null
  return (
    <div className="method-bar" role="toolbar" aria-label={t('board.bar.method')}>
      <MethodButtons actions={actions} />
    </div>
  )
}
