import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { root } from './setup.mjs'

/** Paths (from the root) of the files that git tracks or would track, filtered by a pattern. */
export function projectFiles(pattern) {
  const listed = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard'], {
    cwd: root,
    encoding: 'utf8',
    maxBuffer: 64 << 20,
  })
  return [...new Set(listed.split('\n'))].filter((path) => pattern.test(path) && existsSync(join(root, path)))
}

/** The text of a file by its path from the root. */
export const readText = (path) => readFileSync(join(root, path), 'utf8')

/** Prints what is wrong and ends with 1, or says that all is well. */
export function report(name, problems) {
  if (problems.length === 0) {
    console.log(`${name}: ok`)
    return
  }
  console.error(`${name}:\n${problems.map((problem) => `  ${problem}`).join('\n')}`)
  process.exit(1)
}
