// Each rule **XX9** of a SPEC.md has a test that cites [XX9], and no test cites a rule that is not written.
import { projectFiles, readText, report } from './lib/files.mjs'

const problems = []
for (const spec of projectFiles(/^packages\/[a-z]+\/SPEC\.md$/)) {
  const folder = spec.slice(0, -'SPEC.md'.length)
  const rules = new Set([...readText(spec).matchAll(/^\W*\*\*([A-Z]{2}\d+)\*\*/gm)].map(([, id]) => id))
  if (rules.size === 0) problems.push(`${spec} holds no rule`)
  const prefixes = new Set([...rules].map((id) => id.slice(0, 2)))
  const cited = new Set()
  for (const test of projectFiles(/^(client|packages|server)\/.*\.(test\.tsx?|ts)$/)) {
    if (!/\.test\.tsx?$|\/testing\//.test(test)) continue
    for (const [, list] of readText(test).matchAll(/\[((?:[A-Z]{2}\d+[, ]*)+)\]/g)) {
      for (const id of list.split(/[, ]+/)) if (prefixes.has(id.slice(0, 2))) cited.add(id)
    }
  }
  for (const id of rules) if (!cited.has(id)) problems.push(`${folder}: no test cites ${id}`)
  for (const id of cited) if (!rules.has(id)) problems.push(`${folder}: ${id} is cited but not written`)
}
report('rules', problems)
