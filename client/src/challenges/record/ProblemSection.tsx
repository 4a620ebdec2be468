import type { Evidence, ProblemNode } from '@sheshi/records'
import { useTranslation } from 'react-i18next'
import { useLocale } from '../../app/useLocale.ts'
import { EditableSection } from '../EditableSection.tsx'
import { TextField } from '../TextField.tsx'
import { readText, writeText } from '../texts.ts'
import { NodeFields } from './NodeFields.tsx'
import type { SectionProps } from './section.ts'

interface Draft {
  core: string
  causes: ProblemNode[]
  effects: ProblemNode[]
}

/** What the problem is, what it comes from and what follows from it. */
export function ProblemSection({ shown, editable }: SectionProps) {
  const { t } = useTranslation()
  const { locale } = useLocale()
  const evidence = shown.value.evidence ?? []
  return (
    <EditableSection<Draft>
      title={t('challenges.problem.title')}
      shown={shown}
      editable={editable}
      read={({ problem }) => ({
        core: readText(problem?.core, locale),
        causes: problem?.causes ?? [],
        effects: problem?.effects ?? [],
      })}
      write={({ core, causes, effects }, onto) => ({
        problem: { core: writeText(onto.problem?.core, locale, core), causes, effects },
      })}
      view={(draft) => <ProblemView {...draft} evidence={evidence} />}
      fields={(draft, set) => (
        <>
          <TextField
            label={t('challenges.problem.core')}
            hint={t('challenges.problem.coreHint')}
            value={draft.core}
            onChange={(core) => set({ ...draft, core })}
            max={2000}
            lines="few"
          />
          {(['causes', 'effects'] as const).map((side) => (
            <fieldset key={side} className="node-fields">
              <legend className="field-label">{t(`challenges.problem.${side}`)}</legend>
              <NodeFields
                side={side}
                nodes={draft[side]}
                onChange={(nodes) => set({ ...draft, [side]: nodes })}
              />
            </fieldset>
          ))}
        </>
      )}
    />
  )
}

function ProblemView({ core, causes, effects, evidence }: Draft & { evidence: Evidence[] }) {
  const { t } = useTranslation()
  if (!core && causes.length === 0 && effects.length === 0) {
    return <p className="muted">{t('challenges.none.problem')}</p>
  }
  return (
    <div className="stack problem">
      <Side title={t('challenges.problem.effects')} nodes={effects} evidence={evidence} kind="effect" />
      <p className="outline-core">{core || t('challenges.problem.noCore')}</p>
      <Side title={t('challenges.problem.causes')} nodes={causes} evidence={evidence} kind="cause" />
    </div>
  )
}

interface SideProps {
  title: string
  nodes: ProblemNode[]
  evidence: Evidence[]
  kind: 'cause' | 'effect'
}

function Side({ title, ...branch }: SideProps) {
  if (branch.nodes.length === 0) return null
  return (
    <div className="stack stack-tight">
      <h3>{title}</h3>
      <Branch {...branch} />
    </div>
  )
}

/** Three levels are open at first; what is deeper folds away. */
function Branch({ nodes, evidence, kind, depth = 0 }: Omit<SideProps, 'title'> & { depth?: number }) {
  const { t } = useTranslation()
  return (
    <ul className="plain-list tree" data-kind={kind}>
      {nodes.map((node) => {
        const backing = evidence.filter(({ supports }) => supports?.includes(node.id))
        const children = node.children ?? []
        const inner = children.length > 0 && (
          <Branch nodes={children} evidence={evidence} kind={kind} depth={depth + 1} />
        )
        return (
          <li key={node.id}>
            <span className="tree-node">
              {node.text}
              {backing.length > 0 && (
                <span className="chip chip-good" title={backing.map(({ claim }) => claim).join('\n')}>
                  {t('challenges.problem.backed', { count: backing.length })}
                </span>
              )}
              {node.votes !== undefined && (
                <span className="chip">{t('challenges.problem.votes', { count: node.votes })}</span>
              )}
              {(node.alsoLinkedTo?.length ?? 0) > 0 && (
                <span className="chip">
                  {t('challenges.outline.alsoLinked', { count: node.alsoLinkedTo?.length ?? 0 })}
                </span>
              )}
            </span>
            {depth < 2
              ? inner
              : inner && (
                  <details className="tree-deeper">
                    <summary>{t('challenges.problem.deeper', { count: children.length })}</summary>
                    {inner}
                  </details>
                )}
          </li>
        )
      })}
    </ul>
  )
}
