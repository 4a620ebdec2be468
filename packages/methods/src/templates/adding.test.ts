import { type SpawnSyncReturns, spawnSync } from 'node:child_process'
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { runnerImport } from 'vite'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

const root = fileURLToPath(new URL('../../../../', import.meta.url))
const guide = readFileSync(join(root, 'docs', 'templates.md'), 'utf8')
const blocks = [...guide.matchAll(/```(ts|diff) (\S+)\n([\s\S]*?)```/g)]

/** The methods' own sources in a folder of their own, changed as the guide says. */
const folder = mkdtempSync(join(tmpdir(), 'sheshi-template-'))
const source = join(folder, 'src')

const edit = (path: string, change: (text: string) => string) => {
  const before = readFileSync(join(source, path), 'utf8')
  const after = change(before)
  expect(after, path).not.toBe(before)
  writeFileSync(join(source, path), after)
  return () => writeFileSync(join(source, path), before)
}

/** The lines of a diff: added ones go below the one that they stand under. */
function apply(path: string, diff: string): void {
  const [context = '', ...more] = diff.trimEnd().split('\n')
  const added = more.map((line) => line.slice(1))
  edit(path, (text) => text.replace(`\n${context.slice(1)}\n`, (found) => `${found}${added.join('\n')}\n`))
}

const run = (...args: string[]): SpawnSyncReturns<string> =>
  spawnSync(process.execPath, args, { cwd: folder, encoding: 'utf8' })
const check = () => run(join(root, 'packages', 'methods', 'scripts', 'check-templates.mjs'), source)

beforeAll(() => {
  cpSync(join(root, 'packages', 'methods', 'src'), source, {
    recursive: true,
    filter: (path) => !path.endsWith('.test.ts') && !path.includes('testing'),
  })
  symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'), 'junction')
  writeFileSync(join(folder, 'package.json'), '{ "type": "module" }')
  for (const [, kind, path = '', text = ''] of blocks) {
    if (kind === 'diff') apply(path, text)
    else writeFileSync(join(source, path), text)
  }
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

describe('the guide to adding a template', () => {
  it('compiles as it is written', () => {
    const config = {
      extends: join(root, 'tsconfig.base.json'),
      compilerOptions: {
        lib: ['ES2023', 'DOM', 'DOM.Iterable'],
        typeRoots: [join(root, 'node_modules/@types')],
      },
      files: ['src/templates/build.ts', 'src/templates/check.ts'],
    }
    writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify(config))
    const { status, stdout } = run(join(root, 'node_modules', 'typescript', 'bin', 'tsc'), '-p', folder)
    expect(stdout).toBe('')
    expect(status).toBe(0)
  })

  it('makes a board that says what it should, in its place in the list', async () => {
    const program = [
      "import { buildTemplate } from './templates/build.ts'",
      "import { templates } from './templates/index.ts'",
      'export const ids = templates.map(({ id }) => id)',
      "export const regions = buildTemplate('rose-bud-thorn', 'sq').flatMap(({ meta }) => meta.region ?? [])",
    ]
    writeFileSync(join(source, 'program.ts'), program.join('\n'))
    const { module } = await runnerImport<{ ids: string[]; regions: string[] }>(join(source, 'program.ts'), {
      configFile: false,
      root: folder,
      logLevel: 'error',
    })
    expect(module.ids.indexOf('rose-bud-thorn')).toBe(module.ids.indexOf('after-action-review') + 1)
    expect(module.regions).toEqual(['inbox', 'rose', 'bud', 'thorn'])
  })
})

describe('the check before a build', () => {
  it('lets it pass', () => {
    const { status, stdout, stderr } = check()
    expect(stderr).toBe('')
    expect(stdout).toContain('20 templates')
    expect(status).toBe(0)
  })

  it.each([
    [
      'a label that is missing in a language',
      'labels/roseBudThorn.ts',
      ["'Gjemb: dhembi'", "''"],
      'template “rose-bud-thorn”: the label “rose-bud-thorn.thorn” is missing in sq\n',
    ],
    [
      'regions that overlap',
      'templates/roseBudThorn.ts',
      ['x: 720', 'x: 700'],
      'template “rose-bud-thorn”: the regions “rose” and “bud” overlap\n',
    ],
  ])('refuses %s, by the template’s name', (_, path, [from = '', to = ''], problem) => {
    const undo = edit(path, (text) => text.replace(from, to))
    const { status, stderr } = check()
    undo()
    expect(stderr).toBe(problem)
    expect(status).toBe(1)
  })
})
