// Every path of this repository that the documents name exists.
import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { projectFiles, readText, report } from './lib/files.mjs'
import { root } from './lib/setup.mjs'

const inBackticks = /`((?:client|server|packages|e2e|scripts|docs)\/[A-Za-z0-9_./-]*)`/g
const links = /\]\((?!https?:|#|mailto:)([^)#\s]+)(?:#[^)]*)?\)/g

const problems = projectFiles(/\.md$/)
  .filter((path) => !path.includes('licences/'))
  .flatMap((path) => {
    const text = readText(path)
    const named = [...text.matchAll(inBackticks)].map(([, target]) => target)
    const linked = [...text.matchAll(links)].map(([, target]) => join(dirname(path), target))
    return [...named, ...linked]
      .filter((target) => !existsSync(join(root, target)))
      .map((target) => `${path} names ${target}, which is not there`)
  })
report('documents', problems)
