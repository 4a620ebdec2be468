// Nothing that runs calls an outside host: no address of one may stand in the sources, but for names that are
// identifiers, not addresses to fetch.
import { projectFiles, readText, report } from './lib/files.mjs'

const harmless = [
  /^https?:\/\/(127\.0\.0\.1|localhost|\[::1\]|0\.0\.0\.0)/,
  /^https?:\/\/www\.w3\.org\//,
  /^https?:\/\/json-schema\.org\//,
  /^https:\/\/canvasprotocol\.org\/ocif\//,
  /^https?:\/\/([a-z0-9-]+\.)*(example|test|invalid)([:/]|\.(org|com|net)|$)/,
  /^https?:\/\/(\$|\*|<)/,
  /^https?:\/\/$/,
]

const sources = projectFiles(/^(client|server|packages)\/.*\.(ts|tsx|css|html)$/)
// A test may name any address: it asks none but its own server.
const product = sources.filter((path) => !/\.test\.tsx?$|\/testing\//.test(path))

const problems = product.flatMap((path) =>
  readText(path)
    .split('\n')
    .flatMap((line, index) =>
      [...line.matchAll(/https?:\/\/[^\s'"`)>\]]*/g)]
        .filter(([address]) => !harmless.some((pattern) => pattern.test(address)))
        .map(([address]) => `${path}:${index + 1} ${address}`),
    ),
)
report('outside hosts', problems)
