// Journeys wait for what they need to see, never for a time; and nothing is skipped.
import { projectFiles, readText, report } from './lib/files.mjs'

const forbidden = [
  [/waitForTimeout\(/, 'a fixed wait'],
  [/(?<!test\.)setTimeout\(/, 'a fixed wait'],
  [/\.(only|skip|fixme)\(/, 'a skipped or lonely test'],
]

const problems = projectFiles(/^e2e\/.*\.ts$/).flatMap((path) =>
  readText(path)
    .split('\n')
    .flatMap((line, index) =>
      forbidden.filter(([pattern]) => pattern.test(line)).map(([, name]) => `${path}:${index + 1} ${name}`),
    ),
)
report('journeys', problems)
