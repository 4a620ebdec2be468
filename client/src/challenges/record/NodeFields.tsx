import type { ProblemNode } from '@sheshi/records'
import { CornerDownRight, Plus, Trash2 } from 'lucide-react'
import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { newPartId } from './parts.ts'

interface NodeFieldsProps {
  side: 'causes' | 'effects'
  nodes: ProblemNode[]
  onChange: (nodes: ProblemNode[]) => void
  depth?: number
}

/** Deeper than this a tree is no longer read. */
const deepest = 4

/** The causes of a problem, or its effects, as fields under one another; each can have causes (or effects) of its own. */
export function NodeFields({ side, nodes, onChange, depth = 0 }: NodeFieldsProps) {
  const { t } = useTranslation()
  const replace = (id: string, node: ProblemNode) =>
    onChange(nodes.map((old) => (old.id === id ? node : old)))
  const add = () => onChange([...nodes, { id: newPartId(), text: '', level: depth + 1 }])
  return (
    <div className="node-list" data-depth={depth}>
      {nodes.map((node) => (
        <NodeField
          key={node.id}
          side={side}
          node={node}
          depth={depth}
          onChange={(changed) => replace(node.id, changed)}
          onRemove={() => onChange(nodes.filter(({ id }) => id !== node.id))}
        />
      ))}
      {(depth === 0 || nodes.length > 0) && (
        <button type="button" className="button node-add" onClick={add}>
          <Plus aria-hidden size={18} />
          {t(side === 'causes' ? 'challenges.problem.addCause' : 'challenges.problem.addEffect')}
        </button>
      )}
    </div>
  )
}

interface NodeFieldProps {
  side: 'causes' | 'effects'
  node: ProblemNode
  depth: number
  onChange: (node: ProblemNode) => void
  onRemove: () => void
}

function NodeField({ side, node, depth, onChange, onRemove }: NodeFieldProps) {
  const { t } = useTranslation()
  const children = node.children ?? []
  const field = useRef<HTMLTextAreaElement>(null)
  useEffect(() => {
    // Only a new one is empty: who added it goes on writing in it.
    if (field.current?.value === '') field.current.focus()
  }, [])
  const name = node.text || t('challenges.problem.empty')
  const deepen = t(side === 'causes' ? 'challenges.problem.why' : 'challenges.problem.then', { name })
  return (
    <div className="node-field">
      <div className="node-row">
        <textarea
          ref={field}
          className="input node-text"
          rows={1}
          required
          maxLength={2000}
          value={node.text}
          aria-label={t(side === 'causes' ? 'challenges.problem.cause' : 'challenges.problem.effect')}
          onChange={(event) => onChange({ ...node, text: event.currentTarget.value })}
        />
        {depth + 1 < deepest && children.length === 0 && (
          <button
            type="button"
            className="button button-quiet button-icon"
            aria-label={deepen}
            title={deepen}
            onClick={() => onChange({ ...node, children: [{ id: newPartId(), text: '', level: depth + 2 }] })}
          >
            <CornerDownRight aria-hidden size={18} />
          </button>
        )}
        <button
          type="button"
          className="button button-quiet button-icon"
          aria-label={t('challenges.edit.remove', { name })}
          title={t('challenges.edit.remove', { name })}
          onClick={onRemove}
        >
          <Trash2 aria-hidden size={18} />
        </button>
      </div>
      {children.length > 0 && (
        <NodeFields
          side={side}
          nodes={children}
          depth={depth + 1}
          onChange={(nodes) => onChange({ ...node, children: nodes })}
        />
      )}
    </div>
  )
}
