// `npm run build` begins with this: no server is built from templates with a missing label or overlapping regions.
// With a folder as its argument, for templates that are kept elsewhere.
import { join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { runnerImport } from 'vite'

const own = fileURLToPath(new URL('../src', import.meta.url))
const source = resolve(process.argv[2] ?? own)
const load = async (path) =>
  (await runnerImport(join(source, path), { configFile: false, logLevel: 'error' })).module

try {
  const { allTemplateProblems } = await load('templates/check.ts')
  const { allTemplates } = await load('templates/index.ts')
  const problems = allTemplateProblems(allTemplates)
  for (const problem of problems) console.error(problem)
  if (problems.length > 0) process.exit(1)
  console.log(`${allTemplates.length} templates: labels in every language, regions in their places`)
} catch (error) {
  console.error(`the templates cannot be read: ${error.message}`)
  process.exit(1)
}
