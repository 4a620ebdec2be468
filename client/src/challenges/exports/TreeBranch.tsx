import type { TreeNode } from '@sheshi/methods'
import { useTranslation } from 'react-i18next'

interface TreeBranchProps {
  nodes: TreeNode[]
  kind: 'cause' | 'effect'
}

/** Causes under the causes they lead to, or effects under what they follow from. */
export function TreeBranch({ nodes, kind }: TreeBranchProps) {
  const { t } = useTranslation()
  return (
    <ul className="plain-list tree" data-kind={kind}>
      {nodes.map((node) => (
        <li key={node.id}>
          <span className="tree-node">
            {node.text}
            {node.alsoLinkedTo.length > 0 && (
              <span className="chip">
                {t('challenges.outline.alsoLinked', { count: node.alsoLinkedTo.length })}
              </span>
            )}
          </span>
          {node.children.length > 0 && <TreeBranch nodes={node.children} kind={kind} />}
        </li>
      ))}
    </ul>
  )
}
