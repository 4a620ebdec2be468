// The direction of imports between workspaces (DESIGN §3). An import the table does not allow fails the check.
import { dirname, join, normalize } from 'node:path'
import { projectFiles, readText, report } from './lib/files.mjs'

const allowed = {
  client: ['board', 'sync', 'methods', 'records'],
  server: ['board', 'sync', 'methods', 'records'],
  'packages/methods': ['board'],
  'packages/board': [],
  'packages/sync': [],
  'packages/records': [],
  e2e: [],
}

/** Workspaces that a browser loads must not reach for Node. Tests, `testing` and `bench` folders, and what builds the client, may. */
const browserOnly = ['client', 'packages/methods', 'packages/board', 'packages/records']

const specifiers = /(?:from\s+|import\s*\(\s*|^\s*import\s+)['"]([^'"]+)['"]/gm

const workspaceOf = (path) => Object.keys(allowed).find((workspace) => path.startsWith(`${workspace}/`))

function problemsOf(path) {
  const workspace = workspaceOf(path)
  if (!workspace) return []
  const problems = []
  for (const [, specifier] of readText(path).matchAll(specifiers)) {
    const ours = /^@sheshi\/([a-z]+)/.exec(specifier)?.[1]
    const own = workspace.split('/').pop()
    // A fixture may be shared with the journeys: `testing` entries hold data and hand-cranked parts, no product code.
    const fixture = workspace === 'e2e' && /\/testing(\/\w+)?$/.test(specifier)
    if (ours && ours !== own && !fixture && !allowed[workspace].includes(ours)) {
      problems.push(`${path} imports ${specifier}: ${workspace} may not know ${ours}`)
    }
    if (specifier.startsWith('.')) {
      const target = normalize(join(dirname(path), specifier))
      // The journeys find their browser the way `npm test` does.
      if (workspace === 'e2e' && target.startsWith('scripts/lib/')) continue
      if (workspaceOf(target) !== workspace)
        problems.push(`${path} reaches out of its workspace: ${specifier}`)
    }
    const ofProduct = !/\.test\.tsx?$|\/testing\/|\/bench\/|vite\.config|^client\/build\//.test(path)
    if (ofProduct && browserOnly.includes(workspace) && specifier.startsWith('node:')) {
      problems.push(`${path} imports ${specifier}, which browsers do not have`)
    }
  }
  return problems
}

const sources = projectFiles(/^(client|server|packages|e2e)\/.*\.(ts|tsx|mts)$/)
report('boundaries', sources.flatMap(problemsOf))
